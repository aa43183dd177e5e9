import {
  All,
  Controller,
  Get,
  Module,
  NotFoundException,
  Patch,
  Post,
  Put,
  Req,
  RequestMethod,
  Version,
  VERSION_NEUTRAL,
  VersioningType,
  type INestApplication,
  type MiddlewareConsumer,
  type Type,
} from '@nestjs/common';
import { HttpAdapterHost, ModulesContainer, NestFactory, RouterModule } from '@nestjs/core';
import { FastifyAdapter, RouteConfig } from '@nestjs/platform-fastify';
import { clientErrorHandler, frameworkErrors } from '@statusquo/fastify';
import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { listening, moduleOf, platforms, reporting, serve, type Ask, type Platform } from '../test/serve.ts';
import { ProblemDetailsFilter } from './index.ts';

const notFound = '{"type":"about:blank","title":"Not Found","status":404}';

@Controller('books')
class BooksController {
  @Get()
  list(): string {
    return 'books';
  }

  @Post(':id/copies')
  copy(): string {
    return 'copy';
  }
}

@Controller({ path: 'a', version: '1' })
class VersionedController {
  @Get()
  get(): string {
    return 'one';
  }

  @Put()
  @Version(['2', '3'])
  put(): string {
    return 'two or three';
  }
}

@Controller({ path: 'a', version: VERSION_NEUTRAL })
class NeutralController {
  @Patch()
  patch(): string {
    return 'any';
  }
}

interface Setup {
  readonly prepare?: (app: INestApplication) => unknown;
  readonly imports?: readonly Type[];
}

/** What DELETE gets, or another method: the status and Allow. */
async function asking(platform: Platform, controllers: Type[], { prepare, imports = [] }: Setup = {}) {
  const { reports, module } = reporting();
  const served = await serve(platform, moduleOf({ imports: [module, ...imports], controllers }), {
    ...(prepare && { prepare }),
  });
  const ask = async (path: string, headers: Ask['headers'] = {}, method = 'DELETE') => {
    const answer = await served.ask(path, { method, headers });
    return [answer.status, answer.headers.allow] as const;
  };
  return { ...served, reports, allow: ask };
}

describe.each(platforms)('the methods of a path on %s', (platform) => {
  it('are those below a global prefix, and those that it excludes', async () => {
    const { allow } = await asking(platform, [BooksController], {
      prepare: (app) => app.setGlobalPrefix('api', { exclude: ['books'] }),
    });
    expect(await allow('/books')).toEqual([405, 'GET, HEAD']);
    expect(await allow('/api/books')).toEqual([404, undefined]);
    expect(await allow('/api/books/1/copies')).toEqual([405, 'POST']);
    expect(await allow('/books/1/copies')).toEqual([404, undefined]);
  });

  it('are those below the paths of RouterModule', async () => {
    const shop = moduleOf({ controllers: [BooksController] });
    const routes = RouterModule.register([{ path: 'shops', children: [{ path: ':shop', module: shop }] }]);
    const { allow } = await asking(platform, [], { imports: [shop, moduleOf({ imports: [routes] })] });
    expect(await allow('/shops/1/books')).toEqual([405, 'GET, HEAD']);
    expect(await allow('/shops/books')).toEqual([404, undefined]);
    expect(await allow('/books')).toEqual([404, undefined]);
  });

  it('are not those of a route for all methods, nor of a wildcard that takes everything', async () => {
    @Controller()
    class WildController {
      @All('all')
      all(): never {
        throw new NotFoundException('Nothing here');
      }

      @Get('files/*')
      file(): string {
        return 'file';
      }
    }
    const { allow, reports } = await asking(platform, [WildController]);
    expect(await allow('/all')).toEqual([404, undefined]);
    expect(await allow('/files/a/b')).toEqual([405, 'GET, HEAD']);
    expect(await allow('/nowhere')).toEqual([404, undefined]);
    expect(reports).toMatchObject([{ kind: 'thrown' }, { kind: 'unmatched' }, { kind: 'unmatched' }]);
  });

  it('are not those that middleware is for', async () => {
    class GreetingModule {
      configure(consumer: MiddlewareConsumer): void {
        const pass = (_request: unknown, _response: unknown, next: () => void): void => next();
        consumer
          .apply(pass)
          .forRoutes(
            { path: 'nowhere', method: RequestMethod.GET },
            { path: 'books', method: RequestMethod.PUT },
            BooksController,
          );
      }
    }
    Module({})(GreetingModule);
    const { allow } = await asking(platform, [BooksController], { imports: [GreetingModule] });
    expect(await allow('/nowhere')).toEqual([404, undefined]);
    expect(await allow('/books')).toEqual([405, 'GET, HEAD']);
    expect(await allow('/books', {}, 'PUT')).toEqual([405, 'GET, HEAD']);
  });

  it('are those of the version in the path', async () => {
    const { allow } = await asking(platform, [VersionedController], {
      prepare: (app) => app.enableVersioning(),
    });
    expect(await allow('/v1/a')).toEqual([405, 'GET, HEAD']);
    expect(await allow('/v2/a')).toEqual([405, 'PUT']);
    expect(await allow('/v4/a')).toEqual([404, undefined]);
  });

  it('are those of the version in a field', async () => {
    const { allow } = await asking(platform, [VersionedController, NeutralController], {
      prepare: (app) => app.enableVersioning({ type: VersioningType.HEADER, header: 'X-Version' }),
    });
    expect(await allow('/a', { 'x-version': '1' })).toEqual([405, 'GET, HEAD, PATCH']);
    expect(await allow('/a', { 'x-version': '3' })).toEqual([405, 'PATCH, PUT']);
    expect(await allow('/a')).toEqual([405, 'PATCH']);
  });

  it('are those of the version in the media type', async () => {
    const { allow } = await asking(platform, [VersionedController], {
      prepare: (app) => app.enableVersioning({ type: VersioningType.MEDIA_TYPE, key: 'v=' }),
    });
    expect(await allow('/a', { accept: 'application/json;v=1' })).toEqual([405, 'GET, HEAD']);
    expect(await allow('/a', { accept: 'application/json;v=2' })).toEqual([405, 'PUT']);
    expect(await allow('/a')).toEqual([404, undefined]);
  });

  it('are those of the version that the application reads', async () => {
    const extractor = (request: unknown): string[] => {
      const { headers } = request as { readonly headers: Readonly<Record<string, string | undefined>> };
      return headers['x-versions']?.split(',') ?? [];
    };
    const { allow } = await asking(platform, [VersionedController], {
      prepare: (app) => app.enableVersioning({ type: VersioningType.CUSTOM, extractor }),
    });
    expect(await allow('/a', { 'x-versions': '1' })).toEqual([405, 'GET, HEAD']);
    expect(await allow('/a', { 'x-versions': '2,1' })).toEqual([405, 'GET, HEAD, PUT']);
    expect(await allow('/a', { 'x-versions': '4' })).toEqual([404, undefined]);
  });

  describe('of controllers that are bound to hosts', () => {
    @Controller({ path: 'a', host: 'A.example' })
    class NamedController {
      @Get()
      get(): never {
        throw new NotFoundException('No such book');
      }
    }
    @Controller({ path: 'a', host: ['b.example', /^c\d\./] })
    class SeveralController {
      @Put()
      put(): string {
        return 'put';
      }
    }
    @Controller({ path: 'tenants/:id', host: ':tenant.d.example' })
    class PatternController {
      @Get()
      get(): string {
        return 'tenant';
      }

      @Post('users')
      post(): string {
        return 'user';
      }
    }

    const bound = [NamedController, SeveralController, PatternController, BooksController];

    it('are never those of another host', async () => {
      const { allow } = await asking(platform, bound);
      expect(await allow('/a', { host: 'a.EXAMPLE:80' })).toEqual([405, 'GET, HEAD']);
      expect(await allow('/a', { host: 'b.example' })).toEqual([405, 'PUT']);
      expect(await allow('/a', { host: 'c1.example' })).toEqual([405, 'PUT']);
      expect(await allow('/a', { host: 'd.example' })).toEqual([404, undefined]);
      expect(await allow('/books', { host: 'd.example' })).toEqual([405, 'GET, HEAD']);
    });

    it('are none where a pattern decides', async () => {
      const { allow } = await asking(platform, bound);
      expect(await allow('/tenants/1', { host: 'x.d.example' }, 'GET')).toEqual([200, undefined]);
      expect(await allow('/tenants/1', { host: 'x.d.example' })).toEqual([404, undefined]);
      expect(await allow('/tenants/1/users', { host: 'd.example' })).toEqual([404, undefined]);
    });

    it('do not matter to a request for another host, which no route answers', async () => {
      const { ask, reports } = await asking(platform, bound);
      const other = { headers: { host: 'z.example' } };
      expect(await ask('/a?token=1', other)).toMatchObject({ status: 404, body: notFound });
      expect(await ask('/tenants/1', other)).toMatchObject({ status: 404, body: notFound });
      expect(reports).toMatchObject([{ kind: 'unmatched' }, { kind: 'unmatched' }]);
    });

    it('leave what the controller throws alone', async () => {
      const { ask, reports } = await asking(platform, bound);
      expect(await ask('/a', { headers: { host: 'a.example' } })).toMatchObject({
        status: 404,
        body: '{"type":"about:blank","title":"Not Found","status":404,"detail":"No such book"}',
      });
      expect(reports).toMatchObject([{ kind: 'thrown' }]);
    });

    it('are none where controllers share a method, and differ in their hosts', async () => {
      class Base {
        @Get()
        get(): string {
          return 'base';
        }
      }
      @Controller({ path: 'one', host: 'a.example' })
      class One extends Base {}
      @Controller('two')
      class Two extends Base {}
      const { allow } = await asking(platform, [One, Two]);
      expect(await allow('/one', { host: 'a.example' })).toEqual([404, undefined]);
      expect(await allow('/two', { host: 'a.example' })).toEqual([404, undefined]);
    });

    it('are known to the filter of main.ts that knows the modules', async () => {
      const { ask } = await serve(platform, moduleOf({ controllers: bound }), {
        prepare: (app) =>
          app.useGlobalFilters(
            new ProblemDetailsFilter({}, app.get(HttpAdapterHost), app.get(ModulesContainer)),
          ),
      });
      const { status } = await ask('/a', { method: 'DELETE', headers: { host: 'z.example' } });
      expect(status).toBe(404);
    });
  });
});

describe('an empty parameter', () => {
  it('is no path of a route on Fastify either', async () => {
    const { allow } = await asking('fastify', [BooksController]);
    expect(await allow('/books//copies')).toEqual([404, undefined]);
    expect(await allow('/books//copies', {}, 'POST')).toEqual([404, undefined]);
  });
});

describe('a route of Fastify that has a config of its own', () => {
  it('keeps it when its controller is bound to a host', async () => {
    @Controller({ path: 'a', host: 'a.example' })
    class ConfiguredController {
      @Get()
      @RouteConfig({ shelf: 7 })
      get(@Req() request: FastifyRequest): unknown {
        return request.routeOptions.config;
      }
    }
    const { ask, allow } = await asking('fastify', [ConfiguredController]);
    const { body } = await ask('/a', { headers: { host: 'a.example' } });
    expect(JSON.parse(body)).toMatchObject({ shelf: 7 });
    expect(await allow('/a', { host: 'a.example' })).toEqual([405, 'GET, HEAD']);
    expect(await allow('/a', { host: 'b.example' })).toEqual([404, undefined]);
  });
});

describe('the router options of the application', () => {
  it('count for the methods too', async () => {
    const { module } = reporting();
    const app = await NestFactory.create(
      moduleOf({ imports: [module], controllers: [BooksController] }),
      new FastifyAdapter({ frameworkErrors, clientErrorHandler, routerOptions: { caseSensitive: false } }),
      { logger: false },
    );
    const { ask } = await listening(app);
    expect(await ask('/Books', { method: 'DELETE' })).toMatchObject({ headers: { allow: 'GET, HEAD' } });
  });
});
