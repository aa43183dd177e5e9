import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { collect, createTestApp } from '../test/app.ts';
import { askOnce } from '../test/exchange.ts';
import { Conflict, problemDetails } from './index.ts';

const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

describe('createAnswerer', () => {
  it('answers a handler that takes too long', async () => {
    const { app } = createTestApp({ handlerTimeout: 20 });
    await app.register(problemDetails);
    app.get('/', () => sleep(1000));
    const { status, body } = await askOnce(app);
    expect(status).toBe(503);
    expect(body).toBe('{"type":"about:blank","title":"Service Unavailable","status":503}');
  });

  it('answers a parameter that is too long', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp({ routerOptions: { maxParamLength: 5 } });
    await app.register(problemDetails, { onError });
    app.get('/books/:id', () => 'fine');
    const { status, body } = await askOnce(app, { path: '/books/hunter2' });
    expect(status).toBe(414);
    expect(body).toBe('{"type":"about:blank","title":"URI Too Long","status":414}');
    expect(reports.map(({ kind }) => kind)).toEqual(['thrown']);
  });

  const thrown = [
    ['a string', 'hunter2'],
    ['an object', { secret: 'hunter2' }],
    [
      'an object with fields',
      { headers: { 'content-type': 'application/problem+json', 'x-secret': 'hunter2' } },
    ],
    ['zero', 0],
  ] as const;
  const failing = thrown.flatMap(([name, value]) => [1, 2, 3].map((times) => ({ name, value, times })));

  it.each(failing)(
    'answers, and tells nothing, though an onSend hook throws $name, $times time(s)',
    async ({ value, times }) => {
      for (const path of ['/fine', '/fails']) {
        const { reports, onError } = collect();
        const { app } = createTestApp();
        await app.register(problemDetails, { onError });
        let left = times;
        app.addHook('onSend', () => {
          left -= 1;
          if (left >= 0) throw value;
          return Promise.resolve();
        });
        app.get('/fine', () => 'fine');
        app.get('/fails', () => {
          throw new Conflict();
        });

        const { status, headers, body } = await askOnce(app, { path });

        expect([status, headers['content-type'], body]).toEqual([500, 'application/problem+json', internal]);
        expect(headers['x-secret']).toBeUndefined();
        const errors = reports.map(({ error }) => error);
        expect(errors.slice(path === '/fine' ? 0 : 1)).toEqual(
          Array.from({ length: path === '/fine' ? Math.min(times, 2) : 1 }, () => value),
        );
      }
    },
  );

  it.each(['twice', { secret: 'hunter2' }, null])(
    'keeps to its answer where %j is sent while an onSend hook is at work',
    async (second) => {
      const { reports, onError } = collect();
      const { app, lines } = createTestApp();
      await app.register(problemDetails, { onError });
      let calls = 0;
      app.addHook('onSend', async () => {
        calls += 1;
        await sleep(20);
      });
      app.get('/', (_request, reply) => {
        void reply.send(new Conflict());
        void reply.send(second);
      });

      const { status, body } = await askOnce(app);

      expect([status, body]).toEqual([409, '{"type":"about:blank","title":"Conflict","status":409}']);
      expect([reports.length, calls, lines]).toEqual([1, 1, []]);
    },
  );
});
