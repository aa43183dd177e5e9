import {
  BadRequestException,
  Body,
  Catch,
  Controller,
  Get,
  Header,
  HttpException,
  Inject,
  Injectable,
  Logger,
  Module,
  Param,
  ParseIntPipe,
  Post,
  Res,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
  type ArgumentsHost,
  type CanActivate,
  type ExceptionFilter,
  type MiddlewareConsumer,
  type NestModule,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { APP_FILTER, ApplicationConfig } from '@nestjs/core';
import { Conflict, NotFound, TooManyRequests } from '@statusquo/core';
import createError from 'http-errors';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { map } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { moduleOf, platforms, reporting, serve } from '../test/serve.ts';
import { ProblemDetailsFilter, ProblemDetailsModule } from './index.ts';

const problem = (status: number, title: string, more: object = {}): string =>
  JSON.stringify({ type: 'about:blank', title, status, ...more });

/** The response of Node, on either platform. */
const rawOf = (response: object): ServerResponse =>
  'raw' in response ? (response.raw as ServerResponse) : (response as ServerResponse);

const { proxy: revokedProxy, revoke } = Proxy.revocable({}, {});
revoke();

@Controller()
class ShopController {
  @Get('conflict')
  conflict(): never {
    throw new Conflict('Order 42 has shipped');
  }

  @Get('limited')
  limited(): never {
    throw new TooManyRequests({ retryAfter: 30 });
  }

  @Get('bug')
  bug(): never {
    throw new Error('password is hunter2');
  }

  @Get('forbidden')
  @UseGuards({ canActivate: () => false } satisfies CanActivate)
  forbidden(): string {
    return 'never';
  }

  @Get('numbers/:id')
  number(@Param('id', ParseIntPipe) id: number): string {
    return String(id);
  }

  @Get('intercepted')
  @UseInterceptors({
    intercept: (_context, next) =>
      next.handle().pipe(
        map(() => {
          throw new Conflict();
        }),
      ),
  } satisfies NestInterceptor)
  intercepted(): string {
    return 'hunter2';
  }

  @Get('leftovers')
  @Header('Cache-Control', 'public, max-age=600')
  @Header('ETag', '"1"')
  @Header('X-Request-Id', '7')
  leftovers(): never {
    throw new Conflict();
  }

  @Get('http-exception')
  httpException(): never {
    throw new HttpException({ message: ['isbn must be a string', 'price must be positive'] }, 422);
  }

  @Get('late')
  async late(@Res() response: object): Promise<never> {
    rawOf(response).writeHead(200, { 'Content-Type': 'text/plain' });
    rawOf(response).write('half');
    // Node writes at the end of the turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
    throw new Conflict('too late');
  }

  @Get('revoked')
  revoked(): never {
    throw revokedProxy;
  }

  @Post('books')
  create(@Body() body: unknown): unknown {
    return body;
  }
}

describe.each(platforms)('ProblemDetailsFilter on %s', (platform) => {
  const shop = async () => {
    const { reports, module } = reporting();
    return {
      reports,
      ...(await serve(platform, moduleOf({ imports: [module], controllers: [ShopController] }))),
    };
  };

  it('answers with the bytes of the contract', async () => {
    const { ask } = await shop();
    const { status, headers, body } = await ask('/conflict');
    expect({ status, body }).toEqual({
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Order 42 has shipped"}',
    });
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'content-length': '86',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('gives HEAD the same head and no body', async () => {
    const { ask } = await shop();
    const { status, headers, body } = await ask('/conflict', { method: 'HEAD' });
    expect({ status, body, length: headers['content-length'] }).toEqual({
      status: 409,
      body: '',
      length: '86',
    });
  });

  it('sets the fields of the error', async () => {
    const { ask } = await shop();
    expect((await ask('/limited')).headers).toMatchObject({ 'retry-after': '30' });
  });

  it('keeps a bug to itself', async () => {
    const { ask, reports } = await shop();
    expect(await ask('/bug')).toMatchObject({ status: 500, body: problem(500, 'Internal Server Error') });
    expect(reports).toMatchObject([{ status: 500, kind: 'thrown', error: new Error('password is hunter2') }]);
  });

  it('answers for guards and pipes of Nest', async () => {
    const { ask } = await shop();
    expect(await ask('/forbidden')).toMatchObject({
      status: 403,
      body: problem(403, 'Forbidden', { detail: 'Forbidden resource' }),
    });
    expect(await ask('/numbers/x')).toMatchObject({
      status: 400,
      body: problem(400, 'Bad Request', { detail: 'Validation failed (numeric string is expected)' }),
    });
  });

  it('answers for an interceptor that fails once the handler is through', async () => {
    const { ask, reports } = await shop();
    expect(await ask('/intercepted')).toMatchObject({ status: 409, body: problem(409, 'Conflict') });
    expect(reports).toMatchObject([{ kind: 'thrown', status: 409 }]);
  });

  it('takes off what described the body of the handler, and keeps the rest', async () => {
    const { ask } = await shop();
    const { headers } = await ask('/leftovers');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-request-id': '7' });
    expect(headers).not.toHaveProperty('etag');
  });

  it('lists the messages of an HttpException', async () => {
    const { ask } = await shop();
    expect(await ask('/http-exception')).toMatchObject({
      status: 422,
      body: problem(422, 'Unprocessable Content', {
        detail: 'The request has 2 invalid values.',
        errors: [{ detail: 'isbn must be a string' }, { detail: 'price must be positive' }],
      }),
    });
  });

  it('cuts the connection where an answer has begun', async () => {
    const { ask, reports } = await shop();
    expect(await ask('/late')).toMatchObject({ status: 200, body: 'half', complete: false });
    expect(reports).toMatchObject([{ kind: 'late', status: 409 }]);
  });

  it('answers a value that cannot be looked at', async () => {
    const { ask } = await shop();
    expect(await ask('/revoked')).toMatchObject({ status: 500, body: problem(500, 'Internal Server Error') });
  });

  it.each([
    ['the body', (request: IncomingMessage) => void Object.assign(request, { raw: Buffer.from('hunter2') })],
    ['a text', (request: IncomingMessage) => void Object.assign(request, { raw: 'hunter2' })],
    [
      'the request and the response themselves',
      (request: IncomingMessage, response: ServerResponse) => {
        Object.assign(request, { raw: request });
        Object.assign(response, { raw: response });
      },
    ],
    [
      'a text on both',
      (request: IncomingMessage, response: ServerResponse) => {
        Object.assign(request, { raw: 'hunter2' });
        Object.assign(response, { raw: 'hunter2' });
      },
    ],
  ])('does not take for Fastify what an app calls raw: %s', async (_name, keep) => {
    const { reports, module } = reporting();
    const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [ShopController] }), {
      prepare: (app) =>
        app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
          keep(request, response);
          next();
        }),
    });
    expect(await ask('/bug')).toMatchObject({ status: 500, body: problem(500, 'Internal Server Error') });
    expect(await ask('/nowhere')).toMatchObject({ status: 404, body: problem(404, 'Not Found') });
    expect(reports).toMatchObject([{ kind: 'thrown' }, { kind: 'unmatched' }]);
  });

  it('never quotes the body that a parser could not read', async () => {
    const { ask, reports } = await shop();
    const headers = { 'Content-Type': 'application/json' };
    expect(await ask('/books', { method: 'POST', headers, body: '{"password":hunter2}' })).toMatchObject({
      status: 400,
      body: problem(400, 'Bad Request', { detail: 'The request body is not valid JSON.' }),
    });
    expect(reports[0]?.error).not.toBeInstanceOf(HttpException);
  });

  it('answers for a body that is too large', async () => {
    const { ask } = await shop();
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify('x'.repeat(2_000_000));
    expect(await ask('/books', { method: 'POST', headers, body })).toMatchObject({
      status: 413,
      body: problem(413, 'Content Too Large', { detail: 'The request body is too large.' }),
    });
  });

  it('keeps what a user says of a parser error', async () => {
    const { module } = reporting();
    @Catch(HttpException)
    class Rewording implements ExceptionFilter {
      catch(exception: HttpException, host: ArgumentsHost): unknown {
        const own = new BadRequestException('Please send JSON', { cause: exception.cause });
        return new ProblemDetailsFilter().catch(own, host);
      }
    }
    const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [ShopController] }), {
      prepare: (app) => app.useGlobalFilters(new Rewording()),
    });
    const headers = { 'Content-Type': 'application/json' };
    expect(await ask('/books', { method: 'POST', headers, body: '{' })).toMatchObject({
      status: 400,
      body: problem(400, 'Bad Request', { detail: 'Please send JSON' }),
    });
  });

  it('keeps what a user says of any other error', async () => {
    @Controller()
    class WrappingController {
      @Get('wrapped')
      wrapped(): never {
        const cause = new Error('the till is closed');
        throw new HttpException(cause.message, 409, { cause });
      }
    }
    const { module } = reporting();
    const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [WrappingController] }));
    expect(await ask('/wrapped')).toMatchObject({
      status: 409,
      body: problem(409, 'Conflict', { detail: 'the till is closed' }),
    });
  });

  it('answers for middleware, with the fields that an error of http-errors brings', async () => {
    const { reports, module } = reporting();
    class GateModule implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        consumer
          .apply((request: IncomingMessage, _response: ServerResponse, next: (error?: unknown) => void) => {
            const expose = request.headers['x-expose'] === '1';
            next(createError(403, 'closed on Mondays', { expose, headers: { 'X-Reason': 'monday' } }));
          })
          .forRoutes('*path');
      }
    }
    const { ask } = await serve(platform, moduleOf({ imports: [module, GateModule] }));
    expect(await ask('/any', { headers: { 'X-Expose': '1' } })).toMatchObject({
      status: 403,
      headers: { 'x-reason': 'monday' },
      body: problem(403, 'Forbidden', { detail: 'closed on Mondays' }),
    });
    expect(await ask('/any')).toMatchObject({
      status: 403,
      headers: { 'x-reason': 'monday' },
      body: problem(403, 'Forbidden'),
    });
    expect(reports).toHaveLength(2);
  });

  it.each(['a route', 'middleware of a module', 'middleware in front of Nest'])(
    'answers an exception whose message throws, from %s',
    async (place) => {
      const exception = (): HttpException => {
        const refuse = (): never => {
          throw new Error('hunter2');
        };
        return Object.defineProperty(new HttpException('Taken.', 409), 'message', { get: refuse });
      };
      const thrower = (_request: unknown, _response: unknown, next: () => void): void => {
        if (place !== 'a route') throw exception();
        next();
      };
      @Controller()
      class HostileController {
        @Get()
        hostile(): never {
          throw exception();
        }
      }
      class HostileModule implements NestModule {
        configure(consumer: MiddlewareConsumer): void {
          if (place === 'middleware of a module') consumer.apply(thrower).forRoutes('{*path}');
        }
      }
      const { reports, module } = reporting();
      const { ask } = await serve(
        platform,
        moduleOf({ imports: [module, HostileModule], controllers: [HostileController] }),
        { prepare: (app) => place === 'middleware in front of Nest' && app.use(thrower) },
      );
      expect(await ask('/')).toMatchObject({
        status: 409,
        body: problem(409, 'Conflict', { detail: 'Taken.' }),
      });
      expect(reports).toHaveLength(1);
    },
  );

  it('sends nothing to a client that has gone', async () => {
    let release = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (release = resolve));
    @Controller()
    class SlowController {
      @Get('slow')
      async slow(): Promise<never> {
        release();
        await new Promise((resolve) => setTimeout(resolve, 100));
        throw new Conflict();
      }
    }
    const { reports, module } = reporting();
    const { port } = await serve(platform, moduleOf({ imports: [module], controllers: [SlowController] }));
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.write('GET /slow HTTP/1.1\r\nHost: shop\r\n\r\n');
    await waiting;
    socket.destroy();
    await vi.waitFor(() => expect(reports).toMatchObject([{ kind: 'aborted', status: 499 }]));
  });

  it('answers for a controller of the request scope', async () => {
    @Injectable({ scope: Scope.REQUEST })
    @Controller({ scope: Scope.REQUEST })
    class ScopedController {
      @Get('scoped')
      scoped(): never {
        throw new Conflict();
      }
    }
    const { module } = reporting();
    const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [ScopedController] }));
    expect(await ask('/scoped')).toMatchObject({ status: 409, body: problem(409, 'Conflict') });
  });

  describe('leaves to a filter of the user', () => {
    @Catch(Conflict)
    class Teapot implements ExceptionFilter {
      catch(_error: unknown, host: ArgumentsHost): void {
        const response = rawOf(host.switchToHttp().getResponse());
        response.statusCode = 418;
        response.end('teapot');
      }
    }
    @Catch(Conflict)
    @Injectable({ scope: Scope.REQUEST })
    class ScopedTeapot extends Teapot {}

    @Controller()
    @UseFilters(Teapot)
    class ControllerFilter {
      @Get('here')
      here(): never {
        throw new Conflict();
      }
    }
    @Controller()
    class MethodFilter {
      @Get('here')
      @UseFilters(Teapot)
      here(): never {
        throw new Conflict();
      }

      @Get('not-found')
      @UseFilters(Teapot)
      notFound(): never {
        throw new NotFound();
      }
    }
    @Controller()
    class NoFilter {
      @Get('here')
      here(): never {
        throw new Conflict();
      }
    }
    const { module } = reporting();
    /** What comes with problem details imported in front of the other filter, and behind it. */
    const answers = async (controller: Type, ...filters: readonly Type[]): Promise<readonly string[]> => {
      const providers = filters.map((useClass) => ({ provide: APP_FILTER, useClass }));
      const inner = moduleOf({ providers, controllers: [controller] });
      const first = await serve(platform, moduleOf({ imports: [module, inner] }));
      const last = await serve(platform, moduleOf({ imports: [inner, module] }));
      return [(await first.ask('/here')).body, (await last.ask('/here')).body];
    };
    const teapots = ['teapot', 'teapot'];

    it('on a controller', async () => {
      expect(await answers(ControllerFilter)).toEqual(teapots);
    });

    it('on a method', async () => {
      expect(await answers(MethodFilter)).toEqual(teapots);
    });

    it('by APP_FILTER', async () => {
      expect(await answers(NoFilter, Teapot)).toEqual(teapots);
    });

    it('by APP_FILTER, of the request scope', async () => {
      expect(await answers(NoFilter, ScopedTeapot)).toEqual(teapots);
    });

    it('by a module that adds it while it is made', async () => {
      @Module({})
      class TeapotModule {
        constructor(@Inject(ApplicationConfig) config: ApplicationConfig) {
          config.addGlobalFilter(new Teapot());
        }
      }
      const imports = [TeapotModule, module];
      const { ask } = await serve(platform, moduleOf({ imports, controllers: [NoFilter] }));
      expect(await ask('/here')).toMatchObject({ status: 418, body: 'teapot' });
    });

    it('by useGlobalFilters', async () => {
      const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [NoFilter] }), {
        prepare: (app) => app.useGlobalFilters(new Teapot()),
      });
      expect(await ask('/here')).toMatchObject({ status: 418, body: 'teapot' });
    });

    it('only what it catches', async () => {
      const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [MethodFilter] }));
      expect(await ask('/not-found')).toMatchObject({ status: 404, body: problem(404, 'Not Found') });
    });
  });

  describe('without onError', () => {
    it('logs what the server is to blame for, and nothing else', async () => {
      const logged = vi.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
      const module = ProblemDetailsModule.forRoot();
      const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [ShopController] }));
      await ask('/conflict');
      await ask('/nowhere');
      expect(logged).not.toHaveBeenCalled();
      await ask('/bug');
      expect(logged.mock.calls).toEqual([[new Error('password is hunter2')]]);
      logged.mockRestore();
    });
  });

  it('installed in main.ts, answers like the module', async () => {
    const errors: unknown[] = [];
    const filter = new ProblemDetailsFilter({ onError: ({ error }) => void errors.push(error) });
    const { ask } = await serve(platform, moduleOf({ controllers: [ShopController] }), {
      prepare: (app) => app.useGlobalFilters(filter),
    });
    expect(await ask('/conflict')).toMatchObject({ status: 409 });
    expect(await ask('/revoked')).toMatchObject({ status: 500, body: problem(500, 'Internal Server Error') });
    // What was thrown itself, and not what came of looking at it.
    expect(errors.map((error) => error === revokedProxy)).toEqual([false, true]);
  });
});

describe('ProblemDetailsFilter', () => {
  it('refuses options that it does not have', () => {
    expect(() => new ProblemDetailsFilter({ onErrors: () => undefined } as object)).toThrow(
      '"onErrors" is no option of problemDetails.',
    );
  });
});
