import {
  Controller,
  Get,
  NotFoundException,
  Post,
  RequestMethod,
  StreamableFile,
  VersioningType,
  type INestApplication,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, RouteSchema } from '@nestjs/platform-fastify';
import { Conflict, type Report } from '@statusquo/core';
import { clientErrorHandler, frameworkErrors } from '@statusquo/fastify';
import express, { type Express, type Request, type Response } from 'express';
import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ask, listening, moduleOf, platforms, reporting, serve, type Platform } from '../test/serve.ts';
import { ProblemDetailsFilter, ProblemDetailsModule } from './index.ts';

const notFound = '{"type":"about:blank","title":"Not Found","status":404}';
const notAllowed = '{"type":"about:blank","title":"Method Not Allowed","status":405}';

@Controller('books')
class BooksController {
  @Get()
  list(): string {
    return 'books';
  }

  @Post()
  create(): string {
    return 'book';
  }

  @Get(':isbn')
  get(): never {
    throw new NotFoundException('No such book');
  }
}

@Controller({ path: 'versioned', version: '1' })
class VersionedController {
  @Get()
  list(): string {
    return 'one';
  }
}

describe.each(platforms)('a request without a route on %s', (platform) => {
  const shop = async (prepare?: (app: INestApplication) => unknown) => {
    const { reports, module } = reporting();
    const shopModule = moduleOf({ imports: [module], controllers: [BooksController, VersionedController] });
    return { reports, ...(await serve(platform, shopModule, { ...(prepare && { prepare }) })) };
  };

  it('is 404 without the text of Nest', async () => {
    const { ask, reports } = await shop();
    expect(await ask('/nowhere?token=1')).toMatchObject({ status: 404, body: notFound });
    expect(reports).toMatchObject([{ kind: 'unmatched', status: 404 }]);
  });

  it('is told from a NotFoundException of a handler', async () => {
    const { ask, reports } = await shop();
    expect(await ask('/books/1')).toMatchObject({
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404,"detail":"No such book"}',
    });
    expect(reports).toMatchObject([{ kind: 'thrown', status: 404 }]);
  });

  it('is told from a NotFoundException of middleware', async () => {
    const { reports, module } = reporting();
    class TenantModule implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        const refuse = (): never => {
          throw new NotFoundException('No such tenant');
        };
        consumer.apply(refuse).forRoutes({ path: '*path', method: RequestMethod.ALL });
      }
    }
    const { ask } = await serve(platform, moduleOf({ imports: [module, TenantModule] }));
    expect(await ask('/nowhere')).toMatchObject({
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404,"detail":"No such tenant"}',
    });
    expect(reports).toMatchObject([{ kind: 'thrown' }]);
  });

  it('is 405 with the methods of the path', async () => {
    const { ask, reports } = await shop();
    const answer = await ask('/books', { method: 'DELETE' });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' }, body: notAllowed });
    expect(reports).toMatchObject([{ kind: 'unmatched', status: 405 }]);
  });

  it('is 405 below a global prefix, and 404 elsewhere', async () => {
    const { ask, reports } = await shop((app) => app.setGlobalPrefix('api'));
    const answer = await ask('/api/books/1?x', { method: 'POST' });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' }, body: notAllowed });
    expect(await ask('/api/nowhere')).toMatchObject({ status: 404, body: notFound });
    expect(await ask('/nowhere')).toMatchObject({ status: 404, body: notFound });
    expect(await ask('/books')).toMatchObject({ status: 404, body: notFound });
    expect(reports).toHaveLength(4);
  });

  it('is 404 where methodNotAllowed is off', async () => {
    const module = ProblemDetailsModule.forRoot({ methodNotAllowed: false });
    const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [BooksController] }));
    expect(await ask('/books', { method: 'DELETE' })).toMatchObject({ status: 404, body: notFound });
  });

  it('is 404 for a version that does not exist', async () => {
    const byHeader = await shop((app) =>
      app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' }),
    );
    expect(await byHeader.ask('/versioned', { headers: { 'x-version': '1' } })).toMatchObject({
      body: 'one',
    });
    expect(await byHeader.ask('/versioned', { headers: { 'x-version': '2' } })).toMatchObject({
      status: 404,
      body: notFound,
    });
    const byPath = await shop((app) => app.enableVersioning());
    expect(await byPath.ask('/v1/versioned')).toMatchObject({ body: 'one' });
    expect(await byPath.ask('/v2/versioned')).toMatchObject({ status: 404, body: notFound });
  });

  it('is 400 where the path cannot be decoded', async () => {
    const { ask } = await shop();
    for (const path of ['/%E0%A4%A', '/books/%E0%A4%A']) {
      expect(await ask(path)).toMatchObject({
        status: 400,
        body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The percent-encoding of the request path is malformed."}',
      });
    }
  });

  it('does not make CORS a reason for 405', async () => {
    const { ask } = await shop((app) => app.enableCors());
    expect(await ask('/nowhere')).toMatchObject({ status: 404, body: notFound });
    expect(await ask('/books', { method: 'DELETE' })).toMatchObject({
      headers: { allow: 'GET, HEAD, POST' },
    });
  });

  describe('with the filter of main.ts', () => {
    const plain = (prepare: (app: INestApplication) => unknown) =>
      serve(platform, moduleOf({ controllers: [BooksController] }), { prepare });

    it('is told from a NotFoundException of a handler', async () => {
      const { ask } = await plain((app) => app.useGlobalFilters(new ProblemDetailsFilter()));
      expect(await ask('/nowhere')).toMatchObject({ status: 404, body: notFound });
      expect(await ask('/books/1')).toMatchObject({
        body: expect.stringContaining('No such book') as string,
      });
    });

    it('is told from what middleware throws', async () => {
      const { ask } = await plain((app) => {
        app.use(() => {
          throw new Conflict();
        });
        app.useGlobalFilters(new ProblemDetailsFilter());
      });
      expect(await ask('/nowhere')).toMatchObject({
        status: 409,
        body: '{"type":"about:blank","title":"Conflict","status":409}',
      });
    });

    it('is told below a global prefix', async () => {
      const { ask } = await plain((app) => {
        app.setGlobalPrefix('api');
        app.useGlobalFilters(new ProblemDetailsFilter());
      });
      expect(await ask('/api/nowhere')).toMatchObject({ status: 404, body: notFound });
      expect(await ask('/api/books/1')).toMatchObject({
        body: expect.stringContaining('No such book') as string,
      });
    });

    it('is 405 where the filter knows the adapter', async () => {
      const { ask } = await plain((app) =>
        app.useGlobalFilters(new ProblemDetailsFilter({}, app.get(HttpAdapterHost))),
      );
      const answer = await ask('/books', { method: 'DELETE' });
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' }, body: notAllowed });
    });
  });
});

const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

@Controller()
class FileController {
  @Get('missing')
  missing(): StreamableFile {
    return new StreamableFile(createReadStream('/nowhere/secret.txt'), { type: 'text/plain' });
  }

  @Get('broken')
  broken(): StreamableFile {
    const stream = new PassThrough();
    stream.write('half');
    setTimeout(() => stream.destroy(new Error('disk')), 50);
    return new StreamableFile(stream);
  }

  @Get('own')
  own(): StreamableFile {
    return new StreamableFile(createReadStream('/nowhere/secret.txt')).setErrorHandler((_error, response) => {
      response.statusCode = 410;
      response.send('gone');
    });
  }

  @Get('whole')
  whole(): StreamableFile {
    return new StreamableFile(Buffer.from('whole'));
  }

  @Get('closing')
  closing(): StreamableFile {
    const stream = Readable.from([Buffer.from('whole')]);
    stream.once('end', () => stream.emit('error', new Error('close')));
    return new StreamableFile(stream);
  }
}

const files = async (platform: Platform) => {
  const { reports, module } = reporting();
  return {
    reports,
    ...(await serve(platform, moduleOf({ imports: [module], controllers: [FileController] }))),
  };
};

describe.each(platforms)('a StreamableFile on %s', (platform) => {
  it('that cannot be opened is a problem', async () => {
    const { ask, reports } = await files(platform);
    const { status, body, headers } = await ask('/missing');
    expect({ status, body, type: headers['content-type'] }).toEqual({
      status: 500,
      body: internal,
      type: 'application/problem+json',
    });
    expect(reports).toMatchObject([{ kind: 'thrown', error: { code: 'ENOENT' } }]);
  });

  it('that breaks cuts the connection', async () => {
    const { ask, reports } = await files(platform);
    expect(await ask('/broken')).toMatchObject({ status: 200, complete: false });
    expect(reports).toMatchObject([{ kind: 'late', error: new Error('disk') }]);
  });

  it('is sent whole', async () => {
    const { ask, reports } = await files(platform);
    expect(await ask('/whole')).toMatchObject({ status: 200, body: 'whole', complete: true });
    expect(reports).toEqual([]);
  });
});

describe('on Express', () => {
  it('leaves a file that has an error handler of its own to that', async () => {
    const { ask, reports } = await files('express');
    expect(await ask('/own')).toMatchObject({ status: 410, body: 'gone' });
    expect(reports).toEqual([]);
  });

  it('leaves a file that fails after its last byte alone', async () => {
    const { ask, reports } = await files('express');
    expect(await ask('/closing')).toMatchObject({ status: 200, body: 'whole', complete: true });
    expect(reports).toEqual([]);
  });

  // Nest 11 puts its handler for unknown routes behind everything, whatever the prefix: nothing gets past it.
  const isNest11 = process.env['NEST'] === '11';

  it.skipIf(isNest11)('answers for what was added after Nest', async () => {
    const { reports, module } = reporting();
    const { app, ask } = await serve('express', moduleOf({ imports: [module] }), {
      prepare: async (nest) => {
        nest.setGlobalPrefix('api');
        await nest.init();
      },
    });
    (app.getHttpAdapter().getInstance() as Express).get('/raw', () => {
      throw new Error('password is hunter2');
    });
    expect(await ask('/raw')).toMatchObject({ status: 500, body: internal });
    expect(await ask('/raw', { method: 'POST' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
      body: notAllowed,
    });
    expect(reports).toMatchObject([{ kind: 'thrown' }, { kind: 'unmatched' }]);
  });

  it.skipIf(isNest11)('leaves what is outside of the prefix to the app that it is mounted on', async () => {
    const inner = express();
    const { reports, module } = reporting();
    const app = await NestFactory.create(moduleOf({ imports: [module] }), new ExpressAdapter(inner), {
      logger: false,
    });
    app.setGlobalPrefix('api');
    await app.init();
    onTestFinished(() => app.close());
    const outer = express();
    outer.use(inner);
    outer.use((_request: Request, response: Response) => void response.status(404).send('outer'));
    const server = createServer(outer).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await ask(port, '/elsewhere')).toMatchObject({ status: 404, body: 'outer' });
    expect(await ask(port, '/api/nowhere')).toMatchObject({ status: 404, body: notFound });
    expect(reports).toHaveLength(1);
  });
});

describe('on Fastify', () => {
  it('lends its options to the constants of @statusquo/fastify', async () => {
    const customized = ProblemDetailsModule.forRoot({
      customize: (problem) => ({ ...problem, shop: 'books' }),
    });
    const app = await NestFactory.create(
      moduleOf({ imports: [customized] }),
      new FastifyAdapter({ frameworkErrors, clientErrorHandler }),
      { logger: false },
    );
    const { port, ask } = await listening(app);
    expect(await ask('/%E0%A4%A')).toMatchObject({
      status: 400,
      body: expect.stringContaining('"shop":"books"') as string,
    });
    const socket = connect(port, '127.0.0.1').end('nonsense\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toContain('"shop":"books"');
  });

  it.each(['hunter2', { secret: 'hunter2' }])('answers where onSend hooks throw %j', async (value) => {
    @Controller()
    class OrderController {
      @Post()
      create(): string {
        return 'order';
      }
    }
    const { reports, module } = reporting();
    const { ask } = await serve('fastify', moduleOf({ imports: [module], controllers: [OrderController] }), {
      prepare: (app) => {
        const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
        fastify.addHook('onSend', () => {
          throw value;
        });
      },
    });
    const body = '{"type":"about:blank","title":"Internal Server Error","status":500}';
    // What Fastify raises itself comes through its error handler, and leaves only its own for what comes next.
    const malformed = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{' };
    expect(await ask('/', malformed)).toMatchObject({ status: 500, body });
    expect(reports.map(({ status }) => status)).toEqual([400, 500]);
    expect(reports[1]?.error).toBe(value);
  });

  it('answers what an onSend hook throws for an unknown path', async () => {
    const { reports, module } = reporting();
    const boom = new Error('hunter2');
    const { ask } = await serve('fastify', moduleOf({ imports: [module] }), {
      prepare: (app) => {
        const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
        let isFirst = true;
        fastify.addHook('onSend', async () => {
          if (!isFirst) return;
          isFirst = false;
          throw boom;
        });
      },
    });
    expect(await ask('/nowhere')).toMatchObject({
      status: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500}',
    });
    expect(reports).toMatchObject([
      { status: 404, kind: 'unmatched' },
      { status: 500, error: boom },
    ]);
  });

  it('answers for the schemas of its routes', async () => {
    @Controller()
    class OrderController {
      @Post('orders')
      @RouteSchema({ body: { type: 'object', properties: { quantity: { type: 'integer', minimum: 1 } } } })
      create(): string {
        return 'order';
      }
    }
    const { module } = reporting();
    const { ask } = await serve('fastify', moduleOf({ imports: [module], controllers: [OrderController] }));
    const headers = { 'Content-Type': 'application/json' };
    const { status, body } = await ask('/orders', { method: 'POST', headers, body: '{"quantity":0}' });
    expect({ status, problem: JSON.parse(body) as unknown }).toEqual({
      status: 422,
      problem: {
        type: 'about:blank',
        title: 'Unprocessable Content',
        status: 422,
        detail: 'The request has 1 invalid value.',
        errors: [{ detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' }],
      },
    });
  });
});

describe('two filters in one application', () => {
  it.each(platforms)('report an error once on %s', async (platform) => {
    const { reports, module } = reporting();
    const onError = (report: Report): void => void reports.push(report);
    const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [FileController] }), {
      prepare: (app) => app.useGlobalFilters(new ProblemDetailsFilter({ onError }, app.get(HttpAdapterHost))),
    });
    expect(await ask('/broken')).toMatchObject({ complete: false });
    expect(await ask('/nowhere')).toMatchObject({ status: 404, body: notFound });
    expect(reports).toMatchObject([{ kind: 'late' }, { kind: 'unmatched' }]);
  });
});
