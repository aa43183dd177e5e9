import { Controller, Get, Logger, UseFilters, type DynamicModule } from '@nestjs/common';
import { ExternalContextCreator, NestFactory } from '@nestjs/core';
import { GraphQLModule, Query, Resolver } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import {
  ClientProxyFactory,
  EventPattern,
  MessagePattern,
  Payload,
  RpcException,
  TcpContext,
  Transport,
  type ClientProxy,
} from '@nestjs/microservices';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { WsAdapter } from '@nestjs/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import { Conflict, isHttpError, type Report } from '@statusquo/core';
import { GraphQLError } from 'graphql';
import { createServer, type AddressInfo } from 'node:net';
import { firstValueFrom, throwError, type Observable } from 'rxjs';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { moduleOf, reporting, serve } from '../test/serve.ts';
import { ProblemDetailsFilter } from './index.ts';

const conflict = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'Out of stock' };
const internal = { type: 'about:blank', title: 'Internal Server Error', status: 500 };

/** What an error of somebody else's may have, too: `getError` says nothing of who gets to see it. */
const foreignErrors: Readonly<Record<string, () => unknown>> = {
  'getError gives a secret': () =>
    Object.assign(new Error('hunter2'), { getError: () => ({ password: 'hunter2' }) }),
  'getError throws': () =>
    Object.assign(new Error('hunter2'), { getError: () => raise(new Error('hunter2')) }),
  'getError cannot be read': () =>
    Object.defineProperty(new Error('hunter2'), 'getError', { get: () => raise(new Error('hunter2')) }),
  "it has the name of Nest's": () =>
    Object.assign(new Error('hunter2'), { name: 'WsException', getError: () => 'hunter2' }),
};
const kinds = Object.keys(foreignErrors);

function raise(error: unknown): never {
  throw error;
}

describe('a microservice', () => {
  @Controller()
  class StockController {
    @MessagePattern('take')
    take(): never {
      throw new Conflict('Out of stock');
    }

    @MessagePattern('bug')
    bug(): never {
      throw new Error('password is hunter2');
    }

    @MessagePattern('stream')
    stream(): Observable<never> {
      return throwError(() => new Conflict('Out of stock'));
    }

    @MessagePattern('revoked')
    revoked(): never {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      throw proxy;
    }

    @MessagePattern('own')
    own(): never {
      throw new RpcException({ code: 'OWN' });
    }

    @MessagePattern('foreign')
    foreign(@Payload() kind: string): never {
      throw foreignErrors[kind]?.();
    }

    @MessagePattern('broken')
    broken(): never {
      class Broken extends RpcException {
        override getError(): never {
          throw new Error('hunter2');
        }
      }
      throw new Broken('hunter2');
    }

    @EventPattern('happened')
    happened(@Payload() _data: object): object {
      throw new Conflict('Out of stock');
    }
  }

  const start = async (): Promise<{ client: ClientProxy; reports: Report[] }> => {
    const { reports, module } = reporting();
    const port = await freePort();
    const options = { transport: Transport.TCP as const, options: { host: '127.0.0.1', port } };
    const app = await NestFactory.createMicroservice(
      moduleOf({ imports: [module], controllers: [StockController] }),
      { ...options, logger: false, abortOnError: false },
    );
    await app.listen();
    const client = ClientProxyFactory.create(options);
    onTestFinished(async () => {
      await client.close();
      await app.close();
    });
    return { client, reports };
  };
  const failure = (client: ClientProxy, pattern: string, data: unknown = {}): Promise<unknown> =>
    firstValueFrom(client.send(pattern, data)).then(
      () => expect.fail('the message was answered'),
      (error: unknown) => error,
    );

  it('gives its client the problem', async () => {
    const { client, reports } = await start();
    expect(await failure(client, 'take')).toEqual(conflict);
    expect(await failure(client, 'stream')).toEqual(conflict);
    expect(await failure(client, 'bug')).toEqual(internal);
    expect(await failure(client, 'revoked')).toEqual(internal);
    expect(reports.map(({ status, request: { method, url } }) => ({ status, method, url }))).toEqual([
      { status: 409, method: 'rpc', url: 'take' },
      { status: 409, method: 'rpc', url: 'stream' },
      { status: 500, method: 'rpc', url: 'bug' },
      { status: 500, method: 'rpc', url: 'revoked' },
    ]);
    expect(reports[0]?.request.native).toBeInstanceOf(TcpContext);
  });

  it('that belongs to a server of HTTP inherits the filter', async () => {
    const { reports, module } = reporting();
    const port = await freePort();
    const options = { transport: Transport.TCP as const, options: { host: '127.0.0.1', port } };
    await serve('express', moduleOf({ imports: [module], controllers: [StockController] }), {
      prepare: (app) => {
        app.connectMicroservice(options, { inheritAppConfig: true });
        return app.startAllMicroservices();
      },
    });
    const client = ClientProxyFactory.create(options);
    onTestFinished(() => void client.close());
    expect(await failure(client, 'take')).toEqual(conflict);
    expect(reports).toMatchObject([{ status: 409 }]);
  });

  it('leaves an RpcException to Nest', async () => {
    const { client, reports } = await start();
    expect(await failure(client, 'own')).toEqual({ code: 'OWN' });
    expect(reports).toEqual([]);
  });

  it.each(kinds)("leaves nothing to Nest of somebody else's error: %s", async (kind) => {
    const { client, reports } = await start();
    expect(await failure(client, 'foreign', kind)).toEqual(internal);
    expect(reports).toMatchObject([{ status: 500 }]);
  });

  it('answers an RpcException that does not say what its client gets', async () => {
    const { client, reports } = await start();
    expect(await failure(client, 'broken')).toEqual(internal);
    expect(reports).toMatchObject([{ status: 500 }]);
  });

  it('survives an event that fails', async () => {
    const { client, reports } = await start();
    await firstValueFrom(client.emit('happened', {}), { defaultValue: undefined });
    await vi.waitFor(() => expect(reports).toMatchObject([{ status: 409 }]));
    expect(await failure(client, 'take')).toEqual(conflict);
  });
});

/** A gateway whose messages fail in all ways; the port is that of the HTTP server. */
@WebSocketGateway()
@UseFilters(ProblemDetailsFilter)
class StockGateway {
  @SubscribeMessage('take')
  take(): never {
    throw new Conflict('Out of stock');
  }

  @SubscribeMessage('bug')
  bug(): never {
    throw new Error('password is hunter2');
  }

  @SubscribeMessage('own')
  own(): never {
    throw new WsException('Not today');
  }

  @SubscribeMessage('object')
  object(): never {
    throw new WsException({ code: 'OWN' });
  }

  @SubscribeMessage('subclass')
  subclass(): never {
    throw new (class Closed extends WsException {})('Not today');
  }

  @SubscribeMessage('unspeakable')
  unspeakable(): never {
    throw new WsException({ amount: 1n });
  }

  @SubscribeMessage('foreign')
  foreign(@MessageBody() kind: string): never {
    throw foreignErrors[kind]?.();
  }

  @SubscribeMessage('fine')
  fine(): object {
    return { event: 'fine', data: 'fine' };
  }
}

const cause = (pattern: string) => ({ pattern, data: { isbn: '1' } });

describe('a gateway of ws', () => {
  const start = async () => {
    const { reports, module } = reporting();
    // The module of the gateway itself does not import problem details.
    const gateway = moduleOf({ providers: [StockGateway] });
    const { port } = await serve('express', moduleOf({ imports: [module, gateway] }), {
      prepare: (app) => app.useWebSocketAdapter(new WsAdapter(app)),
    });
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/`);
    onTestFinished(() => socket.terminate());
    await new Promise((resolve) => socket.once('open', resolve));
    const say = (event: string, data: unknown = { isbn: '1' }): Promise<unknown> =>
      new Promise((resolve) => {
        socket.once('message', (frame: Buffer) => resolve(JSON.parse(frame.toString())));
        socket.send(JSON.stringify({ event, data }));
      });
    return { say, reports, socket };
  };

  it('sends the problem as an exception', async () => {
    const { say, reports } = await start();
    expect(await say('take')).toEqual({ event: 'exception', data: conflict });
    expect(await say('bug')).toEqual({ event: 'exception', data: internal });
    expect(await say('fine')).toEqual({ event: 'fine', data: 'fine' });
    expect(reports).toMatchObject([
      { status: 409, request: { method: 'ws', url: 'take' } },
      { status: 500, request: { method: 'ws', url: 'bug' } },
    ]);
    expect(reports[0]?.request.native).toHaveProperty('readyState');
  });

  it('sends of a WsException what Nest does', async () => {
    const { say, reports } = await start();
    const data = { status: 'error', message: 'Not today', cause: cause('own') };
    expect(await say('own')).toEqual({ event: 'exception', data });
    expect(await say('object')).toEqual({ event: 'exception', data: { code: 'OWN' } });
    expect(await say('subclass')).toEqual({
      event: 'exception',
      data: { ...data, cause: cause('subclass') },
    });
    expect(reports).toEqual([]);
  });

  it.each(kinds)("sends nothing of somebody else's error: %s", async (kind) => {
    const { say, reports } = await start();
    expect(await say('foreign', kind)).toEqual({ event: 'exception', data: internal });
    expect(reports).toMatchObject([{ status: 500 }]);
  });

  it('answers a WsException that no frame can hold', async () => {
    const { say, reports } = await start();
    expect(await say('unspeakable')).toEqual({ event: 'exception', data: internal });
    expect(reports).toMatchObject([{ status: 500 }]);
  });
});

describe('a gateway of Socket.IO', () => {
  it('emits the problem as an exception', async () => {
    const { module } = reporting();
    const gateway = moduleOf({ imports: [module], providers: [StockGateway] });
    const { port } = await serve('express', gateway, {
      prepare: (app) => app.useWebSocketAdapter(new IoAdapter(app)),
    });
    const socket = io(`http://127.0.0.1:${String(port)}`, { transports: ['websocket'], forceNew: true });
    onTestFinished(() => void socket.close());
    const say = (event: string): Promise<unknown> =>
      new Promise((resolve) => {
        socket.once('exception', resolve);
        socket.emit(event, { isbn: '1' });
      });
    expect(await say('take')).toEqual(conflict);
    expect(await say('own')).toEqual({ status: 'error', message: 'Not today', cause: cause('own') });
  });
});

/** As a user would format it: the original is the error that was thrown, and can say what it is. */
function documented(error: unknown): GraphQLError {
  const problem = isHttpError(error) ? error.toJSON() : {};
  return new GraphQLError('Out of stock', { extensions: { problem } });
}

describe('a resolver of GraphQL', () => {
  it('gets its own exception back, reported once', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error');
    onTestFinished(() => logged.mockRestore());
    @Resolver('Book')
    class BookResolver {
      @Query('stock')
      stock(): never {
        throw new Conflict('Out of stock', { extensions: { isbn: '1' } });
      }
    }
    const { reports, module } = reporting();
    const graphql: DynamicModule = GraphQLModule.forRoot<MercuriusDriverConfig>({
      driver: MercuriusDriver,
      typeDefs: 'type Query { stock: Int }',
      errorFormatter: ({ errors }) => ({
        statusCode: 200,
        response: { data: null, errors: errors.map(({ originalError }) => documented(originalError)) },
      }),
    });
    const { ask } = await serve(
      'fastify',
      moduleOf({ imports: [module, graphql], providers: [BookResolver] }),
    );
    const headers = { 'Content-Type': 'application/json' };
    const { body } = await ask('/graphql', { method: 'POST', headers, body: '{"query":"{ stock }"}' });
    expect(JSON.parse(body)).toEqual({
      data: null,
      errors: [{ message: 'Out of stock', extensions: { problem: { ...conflict, isbn: '1' } } }],
    });
    expect(reports).toMatchObject([{ status: 409, request: { method: 'graphql', url: '' } }]);
    expect(reports[0]?.request.native).toHaveProperty('reply');
    expect(logged).not.toHaveBeenCalled();
  });
});

describe('a handler that another library runs', () => {
  it('gets its own exception back', async () => {
    @Controller()
    class JobController {
      @Get()
      work(): never {
        throw new Conflict('Out of stock');
      }
    }
    const { reports, module } = reporting();
    const { app } = await serve('express', moduleOf({ imports: [module], controllers: [JobController] }));
    const controller = app.get(JobController);
    const run = app.get(ExternalContextCreator).create(controller, () => controller.work(), 'work') as (
      job: object,
    ) => Promise<unknown>;
    await expect(run({ id: 1 })).rejects.toThrow(new Conflict('Out of stock'));
    expect(reports).toMatchObject([{ status: 409 }]);
  });
});

/** A port that nobody listens on: the client of a microservice has to know it beforehand. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
