import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchFrom } from '../../node/test/wire.ts';
import { start, startBare, startWith } from '../test/start.ts';
import { Conflict, ServiceUnavailable } from './index.ts';

const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

afterEach(() => void vi.restoreAllMocks());

describe("the event 'error' of the app", () => {
  it('comes once for a 5xx, with the error as it was thrown and the context', async () => {
    const bug = new Error('pool gone');
    const { app, port, emitted } = await startWith(() => {
      throw bug;
    });
    const contexts: unknown[] = [];
    app.on('error', (_error, ctx) => contexts.push(ctx));
    await fetchFrom(port, '/a');
    expect(emitted).toEqual([bug]);
    expect(contexts).toMatchObject([{ path: '/a' }]);
  });

  it('comes for the 5xx that are meant', async () => {
    const down = new ServiceUnavailable();
    const { port, emitted } = await startWith(() => {
      throw down;
    });
    await fetchFrom(port);
    expect(emitted).toEqual([down]);
  });

  it('does not come for a 4xx', async () => {
    const { port, emitted } = await startWith((ctx) => {
      if (ctx.path === '/thrown') throw new Conflict();
    });
    await fetchFrom(port);
    await fetchFrom(port, '/thrown');
    expect(emitted).toEqual([]);
  });

  it.each([
    ['an error of another realm', runInNewContext('new Error("from afar")')],
    ['a DOMException', new DOMException('aborted', 'AbortError')],
  ])('gives %s as it is', async (_name, error) => {
    const { port, emitted } = await startWith(() => {
      throw error;
    });
    await fetchFrom(port);
    expect(emitted[0]).toBe(error);
  });

  it.each([
    ['null', null, 'non-error thrown: null'],
    ['a string', 'hunter2', "non-error thrown: 'hunter2'"],
    ['an object', { a: 1 }, 'non-error thrown: [object Object]'],
    ['an object with a message', { message: 'pool gone' }, 'non-error thrown: pool gone'],
    ['a BigInt', 1n, 'non-error thrown: [object BigInt]'],
    ['a list', [1, 2], 'non-error thrown: [object Array]'],
    ['a symbol', Symbol('gone'), 'non-error thrown: Symbol(gone)'],
    ['a function', () => undefined, 'non-error thrown: [object Function]'],
  ])('gives %s as the cause of an Error', async (_name, value, message) => {
    const { port, emitted } = await startWith(() => {
      throw value;
    });
    await fetchFrom(port);
    expect(emitted).toMatchObject([{ message, cause: value }]);
    expect(emitted[0]).toBeInstanceOf(Error);
  });

  it.each([
    [
      'a Proxy that throws',
      new Proxy(
        {},
        {
          getPrototypeOf() {
            throw new Error('no');
          },
        },
      ),
    ],
    [
      'an object that cannot be read',
      {
        get message() {
          throw new Error('no');
        },
      },
    ],
  ])('gives %s as the cause of an Error, once', async (_name, value) => {
    const { port, reports, emitted } = await startWith(() => {
      throw value;
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 500, body: internal });
    expect(reports).toHaveLength(1);
    expect(emitted).toHaveLength(1);
    expect((emitted[0] as Error).message).toBe('non-error thrown');
    expect((emitted[0] as Error).cause === value).toBe(true);
  });

  it.each([
    [
      'an object of many members',
      Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key ${index}`, {}])),
    ],
    ['a long string', 'x'.repeat(100_000)],
    ['a long message', { message: 'x'.repeat(100_000) }],
    ['a long list', Array.from({ length: 100_000 }, () => ({ message: 'x' }))],
    ['a large BigInt', 2n ** 400_000n],
  ])('says little of %s', async (_name, value) => {
    const { port, emitted } = await startWith(() => {
      throw value;
    });
    await fetchFrom(port);
    expect((emitted[0] as Error).cause === value).toBe(true);
    expect((emitted[0] as Error).message.length).toBeLessThan(1100);
  });

  it('may have a listener that throws', async () => {
    const { app, port } = await startWith(() => {
      throw new Error('pool gone');
    });
    app.on('error', () => {
      throw new Error('the listener is broken');
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 500, body: internal });
  });

  it('may have no listener at all', async () => {
    const { app, port } = await startWith(() => {
      throw new Error('pool gone');
    });
    app.removeAllListeners('error');
    expect(await fetchFrom(port)).toMatchObject({ status: 500, body: internal });
  });
});

describe("Koa's own log", () => {
  it('has the 5xx where there is no onError', async () => {
    const { port, log } = await startBare((ctx) => {
      if (ctx.path === '/bug') throw new Error('pool gone');
    });
    await fetchFrom(port);
    expect(log).toEqual([]);
    await fetchFrom(port, '/bug');
    expect(log).toHaveLength(1);
    expect(log[0]).toContain('Error: pool gone\n');
  });

  it('has what is no error, too', async () => {
    const { port, log } = await startBare(() => {
      throw null;
    });
    await fetchFrom(port);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain('Error: non-error thrown: null\n');
  });

  it('is replaced by onError, and comes back for what problemDetails does not serve', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const { app, port, reports, emitted } = await start((koa, install) => {
      koa.use((ctx, next) => {
        if (ctx.path === '/elsewhere') throw new Error('not served');
        return next();
      });
      install();
      koa.use(() => {
        throw new Error('served');
      });
    });
    app.on('error', app.onerror.bind(app));
    await fetchFrom(port);
    expect(reports).toHaveLength(1);
    expect(emitted).toMatchObject([{ message: 'served' }]);
    expect(log).not.toHaveBeenCalled();
    await fetchFrom(port, '/elsewhere');
    expect(log).toHaveBeenCalledTimes(1);
    expect(app.silent).toBeUndefined();
  });

  it('stays silent where the app is', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const { app, port } = await startWith(
      () => {
        throw new Error('pool gone');
      },
      { onError: undefined },
    );
    app.silent = true;
    app.on('error', app.onerror.bind(app));
    await fetchFrom(port);
    expect(log).not.toHaveBeenCalled();
    expect(app.silent).toBe(true);
  });
});
