import { once } from 'node:events';
import { connect, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { createReadStream } from 'node:fs';
import Koa from 'koa';
import mount from 'koa-mount';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dial, exchange, fetchFrom, get, listen, quiet } from '../../node/test/wire.ts';
import { start, startWith } from '../test/start.ts';
import { Conflict, problemDetails } from './index.ts';

const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

/** A stream that gives `one`, and then fails. */
async function* failing(): AsyncGenerator<string> {
  yield 'one';
  await pause(20);
  throw new Error('disk');
}

describe('a body that fails', () => {
  it('is answered before its first byte', async () => {
    const { port, reports, emitted } = await startWith((ctx) => {
      ctx.set('ETag', '"a"');
      ctx.body = createReadStream('/srv/hunter2.txt');
    });
    const { status, headers, body } = await fetchFrom(port);
    expect(status).toBe(500);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.has('etag')).toBe(false);
    expect(body).toBe(internal);
    await quiet();
    expect(reports).toMatchObject([{ status: 500, kind: 'thrown', error: { code: 'ENOENT' } }]);
    expect(emitted).toMatchObject([{ code: 'ENOENT' }]);
  });

  it('is let go of where middleware fails once it is set', async () => {
    const source = Readable.from(failing());
    const { port, reports } = await start((app) => {
      app.use(async (_ctx, next) => {
        await next();
        throw new Conflict();
      });
      app.use((ctx) => void (ctx.body = source));
    });
    const { status, body } = await fetchFrom(port);
    expect([status, body]).toEqual([409, '{"type":"about:blank","title":"Conflict","status":409}']);
    expect(source.destroyed).toBe(true);
    await quiet();
    expect(reports).toMatchObject([{ status: 409, kind: 'thrown' }]);
  });

  it('is let go of with what compresses it, and cut, where it fails behind that', async () => {
    const { port, reports } = await start((app) => {
      app.use(async (ctx, next) => {
        await next();
        ctx.body = (ctx.body as Readable).pipe(new PassThrough());
      });
      app.use((ctx) => void (ctx.body = Readable.from(failing())));
    });
    expect(await exchange(port, get())).toMatch(/\r\n\r\n3\r\none\r\n$/);
    expect(reports).toMatchObject([{ status: 500, kind: 'late', error: { message: 'disk' } }]);
  });

  it('is left to Koa where problemDetails has not come by', async () => {
    const app = new Koa().use(mount('/api', problemDetails()));
    app.use(async (ctx, next) => {
      await next();
      ctx.body = 'something else';
    });
    const source = new PassThrough();
    app.use((ctx) => void (ctx.body = source));
    expect((await fetchFrom(await listen(app.callback()))).body).toBe('something else');
    await quiet();
    expect(source.destroyed).toBe(true);
  });

  it('leaves the connection to the next request then', async () => {
    const { port } = await startWith((ctx) => {
      ctx.body = createReadStream('/srv/hunter2.txt');
    });
    const text = await exchange(port, get().replace('Connection: close\r\n', '') + get());
    expect(text.match(/HTTP\/1\.1 500 /g)).toHaveLength(2);
  });

  it('may say which problem it is', async () => {
    const { port, emitted } = await startWith((ctx) => {
      const body = new Readable({ read: () => body.destroy(new Conflict()) });
      ctx.body = body;
    });
    expect((await fetchFrom(port)).status).toBe(409);
    expect(emitted).toEqual([]);
  });

  it('is answered if it is closed before its first byte', async () => {
    const { port } = await startWith((ctx) => {
      const body = new Readable({ read: () => body.destroy() });
      ctx.body = body;
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 500, body: internal });
  });

  it('cuts the answer after its first byte, and is reported once', async () => {
    const { port, reports, emitted } = await startWith((ctx) => {
      ctx.body = Readable.from(failing());
    });
    expect(await exchange(port, get())).toMatch(/\r\n\r\n3\r\none\r\n$/);
    await quiet();
    expect(reports).toMatchObject([{ status: 500, kind: 'late', error: { message: 'disk' } }]);
    expect(emitted).toMatchObject([{ message: 'disk' }]);
  });

  it('is answered where it is no stream', async () => {
    const { port, reports } = await startWith((ctx) => {
      const cycle: Record<string, unknown> = {};
      ctx.body = Object.assign(cycle, { cycle });
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 500, body: internal });
    expect(reports).toMatchObject([{ kind: 'thrown', error: { name: 'TypeError' } }]);
  });

  it('is answered over HTTP/2', async () => {
    const app = new Koa().use(problemDetails({ onError: () => undefined }));
    app.use((ctx) => {
      ctx.body = createReadStream('/srv/hunter2.txt');
    });
    const handle = app.callback();
    const server = createServer((request, response) => void handle(request as never, response as never));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    const stream = client.request();
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    expect(headers).toMatchObject({ ':status': 500, 'content-type': 'application/problem+json' });
    expect(await stream.setEncoding('utf8').toArray()).toEqual([internal]);
  });

  it.each([['leaves', 'destroy'] as const, ['resets the connection', 'resetAndDestroy'] as const])(
    'is reported as aborted, once, where the client %s',
    async (_how, leave) => {
      const { port, reports, emitted } = await startWith((ctx) => {
        const endless = new PassThrough();
        endless.write('one');
        ctx.body = endless;
      });
      const socket = await dial(port);
      socket.write(get());
      await quiet();
      socket[leave]();
      await vi.waitFor(() => expect(reports).toHaveLength(1));
      await quiet();
      expect(reports).toMatchObject([{ status: 499, kind: 'aborted' }]);
      expect(emitted).toEqual([]);
    },
  );
});

describe('ctx.res.destroy', () => {
  it('cuts the connection of an answer that has ended', async () => {
    const { port } = await startWith((ctx) => {
      ctx.respond = false;
      ctx.res.end('fine');
      ctx.res.destroy(new Error('cut'));
    });
    const socket = await dial(port);
    socket.resume().write(get().replace('Connection: close\r\n', ''));
    await vi.waitFor(() => expect(socket.closed).toBe(true));
  });

  it('gives the response back, as it does in Node', async () => {
    const given: unknown[] = [];
    const { port } = await startWith((ctx) => {
      ctx.respond = false;
      given.push(ctx.res.destroy(new Conflict()) === ctx.res);
    });
    expect((await fetchFrom(port)).status).toBe(409);
    expect(given).toEqual([true]);
  });

  it('still cuts the connection where no error is given', async () => {
    const { port } = await startWith((ctx) => {
      ctx.respond = false;
      ctx.res.destroy();
    });
    expect(await exchange(port, get())).toBe('');
  });
});

describe('ctx.onerror', () => {
  it('may be handed to what takes a callback, and takes nothing for no error', async () => {
    const { port, reports } = await startWith((ctx) => {
      ctx.respond = false;
      ctx.onerror(null as never);
      ctx.onerror(undefined as never);
      ctx.onerror(new Conflict());
    });
    expect((await fetchFrom(port)).status).toBe(409);
    expect(reports).toHaveLength(1);
  });
});
