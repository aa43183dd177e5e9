import rateLimit from '@fastify/rate-limit';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifyServerOptions,
  RouteHandlerMethod,
} from 'fastify';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable as ForeignReadable } from 'readable-stream';
import { describe, expect, it } from 'vitest';
import { collect, createTestApp, until } from '../test/app.ts';
import { ask, askOnce, rawAsk, serve } from '../test/exchange.ts';
import { Conflict, Gone, problemDetails, Unauthorized, type ProblemDetailsOptions } from './index.ts';

const conflict = '{"type":"about:blank","title":"Conflict","status":409}';
const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';
const notFound = '{"type":"about:blank","title":"Not Found","status":404}';
const fastifyNotFound = '{"message":"Route GET:/nowhere not found","error":"Not Found","statusCode":404}';

/** An app with the plugin, and one GET route. */
async function appWith(
  handler: RouteHandlerMethod,
  options: ProblemDetailsOptions<FastifyRequest> = {},
  settings?: FastifyServerOptions,
): Promise<FastifyInstance> {
  const { app } = createTestApp(settings);
  await app.register(problemDetails, options);
  app.get('/', handler);
  return app;
}

/** A web stream that yields this text, if any, then fails. */
function failingWeb(text = ''): ReadableStream {
  const chunks = text === '' ? [] : [new TextEncoder().encode(text)];
  return new ReadableStream({
    async pull(controller) {
      await sleep(20);
      const chunk = chunks.shift();
      if (chunk === undefined) controller.error(new Error('the disk is hunter2'));
      else controller.enqueue(chunk);
    },
  });
}

describe('problemDetails', () => {
  it('refuses to be called where it has to be registered', async () => {
    const { app } = createTestApp();
    const call = problemDetails as (...args: unknown[]) => Promise<void>;
    const message = '@statusquo/fastify: give problemDetails to Fastify without a call';
    await expect(call({ debug: true })).rejects.toThrow(message);
    app.register(call() as never);
    await expect(app.ready()).rejects.toThrow(message);
  });

  it('answers an error that a handler throws', async () => {
    const app = await appWith(() => {
      throw new Conflict('Order 42 has shipped');
    });

    const { status, headers, body } = await askOnce(app);

    expect(status).toBe(409);
    expect(body).toBe(
      '{"type":"about:blank","title":"Conflict","status":409,"detail":"Order 42 has shipped"}',
    );
    expect(headers['content-type']).toBe('application/problem+json');
    expect(headers['content-length']).toBe('86');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['transfer-encoding']).toBeUndefined();
  });

  it.each([
    ['a rejection', () => Promise.reject(new Conflict())],
    ['reply.send', (_request: unknown, reply: FastifyReply) => void reply.send(new Conflict())],
  ])('answers %s', async (_name, handler) => {
    const { status, body } = await askOnce(await appWith(handler));
    expect(status).toBe(409);
    expect(body).toBe(conflict);
  });

  it.each([
    undefined,
    null,
    'hunter2',
    0,
    404,
    { statusCode: 404, message: 'hunter2' },
    new Error('hunter2'),
  ])('answers %j as a bug that tells nothing', async (value) => {
    const app = await appWith(() => Promise.reject(value));
    const { status, body } = await askOnce(app);
    expect(status).toBe(500);
    expect(body).toBe(internal);
  });

  it('answers HEAD with the head that GET has', async () => {
    const app = await appWith(() => {
      throw new Conflict();
    });
    const port = await serve(app);

    const get = await ask(port);
    const head = await ask(port, { method: 'HEAD' });
    const unknown = await ask(port, { method: 'HEAD', path: '/nowhere' });

    expect(head.status).toBe(409);
    expect(head.body).toBe('');
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
    expect(unknown.headers['content-length']).toBe(String(notFound.length));
  });

  it('sends no byte after the head of a HEAD', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);

    const bytes = await rawAsk(await serve(app), 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');

    expect(bytes).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    expect(bytes).toMatch(/\r\n\r\n$/);
  });

  it('removes what described the body of the failed handler, and keeps the rest', async () => {
    const app = await appWith((_request, reply) => {
      reply.raw.setHeader('ETag', '"raw"');
      reply.raw.setHeader('X-Raw', 'kept');
      reply.headers({ etag: '"v7"', 'content-encoding': 'gzip', 'cache-control': 'public, max-age=600' });
      reply.header('x-request-id', 'r-1').type('text/csv').code(206);
      throw new Conflict();
    });

    const { headers, body } = await askOnce(app);

    expect(body).toBe(conflict);
    expect(headers.etag).toBeUndefined();
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-request-id']).toBe('r-1');
    expect(headers['x-raw']).toBe('kept');
  });

  it('merges Vary, and adds the cookies of an error to those of the response', async () => {
    const app = await appWith((_request, reply) => {
      reply.raw.setHeader('Vary', 'Origin');
      reply.header('set-cookie', 'a=1');
      throw new Conflict({ headers: { Vary: 'Accept', 'Set-Cookie': 'b=2' } });
    });

    const { headers } = await askOnce(app);

    expect(headers.vary).toBe('Origin, Accept');
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });

  it('keeps a challenge that the response has', async () => {
    const app = await appWith((_request, reply) => {
      reply.header('www-authenticate', 'Basic realm="shop"');
      throw new Unauthorized();
    });
    const { headers } = await askOnce(app);
    expect(headers['www-authenticate']).toBe('Basic realm="shop"');
  });

  it('is not cut down by a response schema, nor touched by a serializer', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    app.setReplySerializer(() => '"serialized"');
    const schema = {
      response: { '4xx': { type: 'object', properties: { title: { type: 'string' } } } },
    };
    app.get('/', { schema }, (_request, reply) => {
      reply.serializer(() => '"serialized"');
      throw new Conflict({ extensions: { orderId: 42 } });
    });

    const { headers, body } = await askOnce(app);

    expect(body).toBe('{"type":"about:blank","title":"Conflict","status":409,"orderId":42}');
    expect(headers['content-type']).toBe('application/problem+json');
  });

  it('is readable beside the trailers of the failed handler', async () => {
    const app = await appWith((_request, reply) => {
      reply.trailer('server-timing', (_reply, _payload, done) => done(null, 'db;dur=53'));
      reply.header('content-length', '3');
      throw new Conflict();
    });
    const { headers, body } = await askOnce(app);
    expect(body).toBe(conflict);
    expect(headers['transfer-encoding']).toBe('chunked');
    expect(headers['content-length']).toBeUndefined();
  });

  it.each([
    ['malformed JSON', '{"a":', 'application/json', 400, 'The request body is not valid JSON.'],
    ['no body', '', 'application/json', 400, 'The request body is not valid JSON.'],
    ['too much', `"${'x'.repeat(100)}"`, 'application/json', 413, 'The request body is too large.'],
    [
      'another type',
      'a: 1',
      'application/yaml',
      415,
      'The media type, charset or content coding of the request body is not supported.',
    ],
    [
      'no type at all',
      'x',
      'x',
      415,
      'The media type, charset or content coding of the request body is not supported.',
    ],
  ])('answers a body Fastify refuses: %s', async (_name, body, type, status, detail) => {
    const { app } = createTestApp({ bodyLimit: 50 });
    await app.register(problemDetails);
    app.post('/', () => 'read');

    const answer = await askOnce(app, { method: 'POST', headers: { 'content-type': type }, body });

    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ type: 'about:blank', status, detail });
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  it('speaks HTTP/2', async () => {
    const { fastify } = await import('fastify');
    const { connect: connectHttp2 } = await import('node:http2');
    const app = fastify({ http2: true });
    await app.register(problemDetails);
    app.get('/', () => {
      throw new Conflict();
    });
    const port = await serve(app as unknown as FastifyInstance);
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    const answers: unknown[] = [];
    for (const method of ['GET', 'HEAD', 'PUT']) {
      const stream = session.request({ ':method': method });
      let body = '';
      let fields: Readonly<Record<string, unknown>> = {};
      stream.on('response', (headers) => (fields = headers)).on('data', (chunk) => (body += String(chunk)));
      stream.end();
      await new Promise((resolve) => stream.on('close', resolve));
      answers.push([
        fields[':status'],
        fields['content-type'],
        fields['content-length'],
        fields['allow'],
        body,
      ]);
    }
    session.close();

    expect(answers).toEqual([
      [409, 'application/problem+json', '54', undefined, conflict],
      [409, 'application/problem+json', '54', undefined, ''],
      [
        405,
        'application/problem+json',
        '64',
        'GET, HEAD',
        '{"type":"about:blank","title":"Method Not Allowed","status":405}',
      ],
    ]);
  });
});

describe('problemDetails, hooks', () => {
  it('answers what @fastify/rate-limit raises, with the fields that it set', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    await app.register(rateLimit, { max: 1 });
    app.get('/', () => 'fine');
    const port = await serve(app);

    await ask(port);
    const { status, headers, body } = await ask(port);

    expect(status).toBe(429);
    expect(body).toBe('{"type":"about:blank","title":"Too Many Requests","status":429}');
    expect(headers['retry-after']).toBe('60');
    expect(headers['x-ratelimit-limit']).toBe('1');
  });

  it.each(['onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization'] as const)(
    'answers an error in %s',
    async (name) => {
      const { reports, onError } = collect();
      const { app } = createTestApp();
      await app.register(problemDetails, { onError });
      app.addHook(name as 'onRequest', () => Promise.reject(new Conflict()));
      app.get('/', () => ({ fine: true }));

      const { status, body } = await askOnce(app);

      expect(status).toBe(409);
      expect(body).toBe(conflict);
      expect(reports).toHaveLength(1);
    },
  );

  it('lets onSend hooks set fields beyond ASCII', async () => {
    const app = await appWith(() => {
      throw new Conflict();
    });
    app.addHook('onSend', async (_request, reply) => void reply.header('X-City', 'Zürich'));
    expect((await askOnce(app)).headers['x-city']).toBe('Zürich');
  });

  it('lets onSend hooks serialize', async () => {
    const app = await appWith(() => {
      throw new Conflict();
    });
    app.addHook('onSend', async (_request, reply, payload) =>
      reply.serialize({ wrapped: JSON.parse(String(payload)) as unknown }),
    );
    expect((await askOnce(app)).body).toBe(`{"wrapped":${conflict}}`);
  });

  it('takes off the phrase that the handler set', async () => {
    const app = await appWith((_request, reply) => {
      reply.raw.statusMessage = 'Fine';
      throw new Conflict();
    });
    const bytes = await rawAsk(await serve(app), 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(bytes).toMatch(/^HTTP\/1\.1 409 Conflict\r\n/);
  });

  it('runs onError and onSend hooks', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    const seen: unknown[] = [];
    app.addHook('onError', async (_request, _reply, error) => void seen.push(error.message));
    app.addHook('onSend', async (_request, reply, payload) => {
      seen.push(String(payload));
      reply.header('set-cookie', 'session=1');
    });
    app.get('/', () => {
      throw new Conflict('Seen.');
    });

    const { headers } = await askOnce(app);

    expect(headers['set-cookie']).toEqual(['session=1']);
    expect(seen).toEqual([
      'Seen.',
      '{"type":"about:blank","title":"Conflict","status":409,"detail":"Seen."}',
    ]);
  });

  it.each([
    [
      'at once',
      () => {
        throw new Error('hunter2');
      },
    ],
    ['later', () => Promise.reject(new Error('hunter2'))],
  ])('answers an onSend hook that fails each time, %s', async (_name, hook) => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { onError });
    app.addHook('onSend', hook as () => Promise<void>);
    app.get('/', (_request, reply) => reply.header('x-request-id', 'r-1').send({ fine: true }));
    app.get('/fails', () => {
      throw new Conflict();
    });
    const port = await serve(app);

    const fine = await ask(port);
    const failing = await ask(port, { path: '/fails' });
    const unknown = await ask(port, { path: '/nowhere' });

    for (const { status, headers, body } of [fine, failing, unknown]) {
      expect(status).toBe(500);
      expect(body).toBe(internal);
      expect(headers['content-type']).toBe('application/problem+json');
      expect(headers['content-length']).toBe('67');
    }
    expect(fine.headers['x-request-id']).toBe('r-1');
    expect(reports.map(({ status }) => status)).toEqual([500, 500, 409, 500, 404, 500]);
  });

  it('does not send what an error of an onSend hook has for headers', async () => {
    const app = await appWith(() => {
      throw new Conflict();
    });
    app.addHook('onSend', () =>
      Promise.reject(Object.assign(new Error(), { headers: { 'x-secret': 'hunter2' } })),
    );
    const { headers, body } = await askOnce(app);
    expect(body).toBe(internal);
    expect(headers['x-secret']).toBeUndefined();
  });

  it('answers once, though an onSend hook fails only the first time', async () => {
    let calls = 0;
    const app = await appWith(() => 'fine');
    app.addHook('onSend', async () => {
      calls += 1;
      if (calls === 1) throw new Conflict();
    });
    const { status, body } = await askOnce(app);
    expect(status).toBe(409);
    expect(body).toBe(conflict);
  });

  it('answers though the handler has set a field that Node refuses', async () => {
    const { reports, onError } = collect();
    const app = await appWith(
      (_request, reply) => reply.header('x-name', 'a\nb').header('x-other', 'kept').send('fine'),
      { onError },
    );
    const { status, headers, body } = await askOnce(app);
    expect(status).toBe(500);
    expect(body).toBe(internal);
    expect(headers['x-other']).toBe('kept');
    expect(headers['x-name']).toBeUndefined();
    expect(reports.at(-1)?.error).toMatchObject({ code: 'ERR_INVALID_CHAR' });
  });

  it('leaves a second reply.send to Fastify', async () => {
    const { reports, onError } = collect();
    const { app, lines } = createTestApp();
    await app.register(problemDetails, { onError });
    app.get('/', (_request, reply) => {
      void reply.send(new Conflict());
      void reply.send(new Error('twice'));
    });
    const { body } = await askOnce(app);
    expect(body).toBe(conflict);
    expect(reports).toHaveLength(1);
    expect(lines.map(({ err }) => err?.message)).toEqual([expect.stringContaining('Reply was already sent')]);
  });
});

describe('problemDetails, responses that have begun', () => {
  it('cuts the connection after the first chunk', async () => {
    const { reports, onError } = collect();
    const app = await appWith(
      async (_request, reply) => {
        reply.raw.writeHead(200, { 'Content-Type': 'text/plain' });
        reply.raw.write('half');
        await sleep(20);
        throw new Conflict();
      },
      { onError },
    );

    const bytes = await rawAsk(await serve(app), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');

    expect(bytes).toContain('\r\n4\r\nhalf\r\n');
    expect(bytes).not.toContain('\r\n0\r\n');
    expect(bytes).not.toContain('Conflict');
    expect(reports.map(({ kind, status }) => [kind, status])).toEqual([['late', 409]]);
  });

  it('leaves an answer alone that hooks still keep from being sent, and reports the error', async () => {
    const { reports, onError } = collect();
    const app = await appWith(
      async (_request, reply) => {
        void reply.send({ token: 'whole' });
        await Promise.resolve();
        throw new Conflict();
      },
      { onError },
    );
    app.addHook('onSend', async () => {
      await sleep(20);
    });

    const { status, headers, body } = await askOnce(app);

    expect([status, body]).toEqual([200, '{"token":"whole"}']);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(reports.map(({ kind, status: code }) => [kind, code])).toEqual([['late', 409]]);
  });

  it('cuts a stream that fails midway, and reports it once', async () => {
    const { reports, onError } = collect();
    const app = await appWith((_request, reply) => reply.send(failing('half')), { onError });

    const bytes = await rawAsk(await serve(app), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');

    expect(bytes).toContain('half');
    expect(bytes).not.toContain('\r\n0\r\n');
    expect(reports.map(({ kind, status }) => [kind, status])).toEqual([['late', 500]]);
  });

  it.each([
    [
      'a stream of the package readable-stream',
      (reply: FastifyReply) => reply.send(ForeignReadable.from(failing('half'))),
    ],
    ['a web stream', (reply: FastifyReply) => reply.send(failingWeb('half'))],
    [
      'a Response',
      (reply: FastifyReply) =>
        reply.send(new Response(failingWeb('half'), { status: 201, headers: { 'x-a': 'b' } })),
    ],
  ])('cuts %s that fails midway, and reports it once', async (_name, send) => {
    const { reports, onError } = collect();
    const app = await appWith((_request, reply) => send(reply), { onError });

    const bytes = await rawAsk(await serve(app), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');

    expect(bytes).toContain('\r\n4\r\nhalf\r\n');
    expect(bytes).not.toContain('\r\n0\r\n');
    expect(reports.map(({ kind, status, error }) => [kind, status, error])).toEqual([
      ['late', 500, new Error('the disk is hunter2')],
    ]);
  });

  it('answers a web stream that fails before its first byte', async () => {
    const { reports, onError } = collect();
    const app = await appWith((_request, reply) => reply.send(failingWeb()), { onError });
    const { status, body } = await askOnce(app);
    expect([status, body]).toEqual([500, internal]);
    expect(reports.map(({ kind }) => kind)).toEqual(['thrown']);
  });

  it('lets a web stream, and a Response, through as they are', async () => {
    const app = await appWith((request, reply) => {
      const body = ReadableStream.from(['one ', 'two'].map((text) => new TextEncoder().encode(text)));
      return request.url === '/stream'
        ? reply.type('text/plain').send(body)
        : reply.send(new Response(body, { status: 201, headers: { 'x-a': 'b' } }));
    });
    app.get('/stream', (_request, reply) => reply.type('text/plain').send(new Blob(['one two']).stream()));
    const port = await serve(app);
    expect((await ask(port, { path: '/stream' })).body).toBe('one two');
    const response = await ask(port);
    expect([response.status, response.headers['x-a'], response.body]).toEqual([201, 'b', 'one two']);
  });

  it('cancels a web stream whose client has gone, which is no error', async () => {
    const { reports, onError } = collect();
    let isCancelled = false;
    const app = await appWith(
      (_request, reply) =>
        reply.send(
          new ReadableStream({
            start: (controller) => controller.enqueue(new TextEncoder().encode('half')),
            cancel: () => void (isCancelled = true),
          }),
        ),
      { onError },
    );
    const socket = connect(await serve(app), '127.0.0.1', () => {
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      setTimeout(() => socket.destroy(), 30);
    });
    await until(() => isCancelled);
    expect(reports).toEqual([]);
  });

  it('leaves a web stream that somebody reads already to Fastify', async () => {
    const { reports, onError } = collect();
    const app = await appWith(
      (_request, reply) => {
        const stream = new Blob(['fine']).stream();
        stream.getReader();
        return reply.send(stream);
      },
      { onError },
    );
    expect((await askOnce(app)).body).toBe(internal);
    expect(reports.map(({ error }) => error)).toMatchObject([{ code: 'FST_ERR_REP_READABLE_STREAM_LOCKED' }]);
  });

  it('leaves the log line of a stream that fails midway to Fastify', async () => {
    const { app, lines } = createTestApp();
    await app.register(problemDetails);
    app.get('/', (_request, reply) => reply.send(failing('half')));

    await rawAsk(await serve(app), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');

    expect(lines.map(({ err }) => err?.message)).toEqual(['the disk is hunter2']);
  });

  it('answers a stream that fails before its first byte', async () => {
    const { reports, onError } = collect();
    const app = await appWith((_request, reply) => reply.type('text/csv').send(failing()), { onError });
    const { status, headers, body } = await askOnce(app);
    expect(status).toBe(500);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toBe(internal);
    expect(reports.map(({ kind }) => kind)).toEqual(['thrown']);
  });

  it('answers a handler that fails while its stream has not begun', async () => {
    const app = await appWith(async (_request, reply) => {
      void reply.send(Readable.from(late()));
      throw new Conflict();
    });
    const port = await serve(app);

    const first = await ask(port);
    const second = await ask(port);

    expect(first.body).toBe(conflict);
    expect(second.body).toBe(conflict);
  });

  it('answers for a hijacked reply whose handler fails before it has begun, and survives what comes after', async () => {
    const { reports, onError } = collect();
    const { app, lines } = createTestApp();
    await app.register(problemDetails, { onError });
    app.get('/', async (_request, reply) => {
      reply.header('etag', '"a"').header('x-request-id', 'r-1').hijack();
      setTimeout(() => reply.raw.end('too late'), 20);
      throw new Conflict();
    });

    const { status, headers, body } = await askOnce(app);
    await sleep(40);

    expect(status).toBe(409);
    expect(body).toBe(conflict);
    expect(headers['x-request-id']).toBe('r-1');
    expect(headers['etag']).toBeUndefined();
    expect(reports.map(({ kind }) => kind)).toEqual(['thrown']);
    expect(lines).toEqual([]);
  });

  it('leaves a hijacked reply to a handler that does not fail', async () => {
    const { reports, onError } = collect();
    const app = await appWith(
      async (_request, reply) => {
        reply.hijack();
        await sleep(20);
        reply.raw.end('mine');
      },
      { onError },
    );
    expect((await askOnce(app)).body).toBe('mine');
    expect(reports).toEqual([]);
  });

  it.each([
    [
      'throws',
      (_request: FastifyRequest, reply: FastifyReply) => {
        void reply.send('fine');
        throw new Error('hunter2');
      },
    ],
    [
      'rejects',
      async (_request: FastifyRequest, reply: FastifyReply) => {
        void reply.send('fine');
        await sleep(10);
        throw new Error('hunter2');
      },
    ],
  ])(
    'reports a handler that %s after it has answered, once, and logs it where there is no onError',
    async (_how, handler) => {
      const { reports, onError } = collect();
      const { app, lines } = createTestApp();
      await app.register(problemDetails, { onError });
      app.get('/', handler);
      const silent = await askOnce(app);
      await until(() => reports.length > 0);
      expect(silent.body).toBe('fine');
      expect(reports.map(({ kind, status }) => [kind, status])).toEqual([['late', 500]]);
      expect(lines).toEqual([]);

      const other = createTestApp();
      await other.app.register(problemDetails);
      other.app.get('/', handler);
      expect((await askOnce(other.app)).body).toBe('fine');
      await until(() => other.lines.length > 0);
      expect(other.lines.map(({ err }) => err?.message)).toEqual(['hunter2']);
    },
  );

  it("hands the arguments and the instance of Fastify to handlers, and leaves their promises' values alone", async () => {
    const app = await appWith(function (this: FastifyInstance, request) {
      // oxlint-disable-next-line unicorn/no-thenable -- What query builders are.
      return { then: (resolve: (value: string) => void) => resolve(`${request.method} ${this.prefix}.`) };
    });
    expect((await askOnce(app)).body).toBe('GET .');
  });

  it.each([
    ['hijacked', (reply: FastifyReply): void => void reply.hijack(), 'thrown', conflict],
    ['sent', (reply: FastifyReply): void => void reply.send('fine'), 'late', 'fine'],
  ] as const)('answers what a thenable throws once the reply is %s', async (_how, act, kind, expected) => {
    const { reports, onError } = collect();
    const failing = (_request: FastifyRequest, reply: FastifyReply): unknown => {
      act(reply);
      return {
        // oxlint-disable-next-line unicorn/no-thenable -- What query builders are.
        then: (): never => {
          throw new Conflict();
        },
      };
    };
    const app = await appWith(failing, { onError });
    app.addHook('onSend', async () => {
      await sleep(20);
    });
    const { body } = await askOnce(app);
    expect(body).toBe(expected);
    expect(reports).toMatchObject([{ kind, status: 409 }]);
  });

  const fail = (): never => {
    throw new Gone();
  };
  it.each([
    ['throws', fail],
    ['rejects', async () => fail()],
  ])('answers a handler that %s, which another plugin calls with other arguments', async (_how, failing) => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    app.addHook('onRoute', (route) => {
      const handler = route.handler as (this: FastifyInstance) => unknown;
      route.handler = function (this: FastifyInstance): unknown {
        return handler.call(this);
      };
    });
    app.get('/', failing);
    expect((await askOnce(app)).body).toBe('{"type":"about:blank","title":"Gone","status":410}');
  });

  it('sends nothing to a client that has left in the middle of its upload', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { onError });
    app.post('/', () => 'read');
    const port = await serve(app);

    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"a":',
      );
      setTimeout(() => socket.resetAndDestroy(), 30);
    });
    await until(() => reports.length > 0);
    await sleep(30);

    expect(reports.map(({ kind, status }) => [kind, status])).toEqual([['aborted', 499]]);
  });

  it('reports the error of a handler whose client has left', async () => {
    const { reports, onError } = collect();
    const app = await appWith(
      async (request) => {
        await until(() => request.raw.destroyed);
        throw new Error('too late');
      },
      { onError },
    );
    const port = await serve(app);

    const socket = connect(port, '127.0.0.1', () => {
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      setTimeout(() => socket.destroy(), 30);
    });
    await until(() => reports.length > 0);

    expect(reports.map(({ kind, status }) => [kind, status])).toEqual([['aborted', 499]]);
  });
});

describe('problemDetails, narrower handlers', () => {
  it('lets those of a scope and of a route win, and answers what they hand on', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    const fail = (): never => {
      throw new Conflict();
    };
    await app.register(async (scope) => {
      scope.setErrorHandler((error, _request, reply) => {
        if (error instanceof Gone) throw error;
        return reply.code(418).send('scope');
      });
      scope.get('/scope', fail);
      scope.get('/handed-on', () => {
        throw new Gone();
      });
    });
    app.get(
      '/route',
      { errorHandler: (_error, _request, reply) => void reply.code(418).send('route') },
      fail,
    );
    const port = await serve(app);

    expect((await ask(port, { path: '/scope' })).body).toBe('scope');
    expect((await ask(port, { path: '/route' })).body).toBe('route');
    expect((await ask(port, { path: '/handed-on' })).body).toBe(
      '{"type":"about:blank","title":"Gone","status":410}',
    );
  });

  it.each(['hunter2', '', null, { statusCode: 404, message: 'hunter2' }, new Conflict()])(
    'answers %j, which they throw at once',
    async (value) => {
      const { reports, onError } = collect();
      const { app } = createTestApp();
      await app.register(problemDetails, { onError });
      const fail = (): never => {
        throw new Gone();
      };
      const failAgain = (): never => {
        throw value;
      };
      await app.register(async (scope) => {
        scope.setErrorHandler(failAgain);
        scope.get('/scope', fail);
      });
      app.get('/route', { errorHandler: failAgain }, fail);
      const port = await serve(app);

      const expected = value instanceof Conflict ? [409, conflict] : [500, internal];
      for (const path of ['/scope', '/route']) {
        const { status, body } = await ask(port, { path });
        expect([path, status, body]).toEqual([path, ...expected]);
      }
      expect(reports.map(({ error }) => error)).toEqual([value, value]);
    },
  );

  it('lets Fastify refuse what is no handler', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    expect(() => app.setErrorHandler('none' as never)).toThrow('Error Handler must be a function');
  });

  it('gives what one throws at once to the one around it', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    await app.register(async (outer) => {
      outer.setErrorHandler((error, _request, reply) => reply.code(418).send(`outer: ${String(error)}`));
      await outer.register(async (inner) => {
        inner.setErrorHandler(() => {
          throw 'no error';
        });
        inner.get('/', () => {
          throw new Gone();
        });
      });
    });
    expect(await askOnce(app)).toMatchObject({ status: 418, body: 'outer: no error' });
  });

  it('lets the not-found handler of a prefix win', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    await app.register(
      async (scope) => {
        scope.setNotFoundHandler((_request, reply) => void reply.code(404).send('scope'));
      },
      { prefix: '/scope' },
    );
    const port = await serve(app);

    expect((await ask(port, { path: '/scope/nowhere' })).body).toBe('scope');
    expect((await ask(port, { path: '/nowhere' })).body).toBe(notFound);
  });
});

describe('problemDetails on a part of an app', () => {
  const fail = (): never => {
    throw new Error('hunter2');
  };

  it('answers for the scope that it is registered in', async () => {
    const { app } = createTestApp();
    app.get('/outside', fail);
    await app.register(
      async (api) => {
        await api.register(problemDetails);
        api.get('/inside', fail);
      },
      { prefix: '/api' },
    );
    const port = await serve(app);

    expect((await ask(port, { path: '/api/inside' })).body).toBe(internal);
    expect((await ask(port, { path: '/api/nowhere' })).body).toBe(notFound);
    expect((await ask(port, { method: 'POST', path: '/api/inside' })).headers.allow).toBe('GET, HEAD');
    expect((await ask(port, { path: '/outside' })).body).toContain('hunter2');
    expect((await ask(port, { path: '/nowhere' })).body).toBe(fastifyNotFound);
  });

  it('leaves unknown paths to the app where its scope has no prefix', async () => {
    const { app } = createTestApp();
    await app.register(async (scope) => {
      await scope.register(problemDetails);
      scope.get('/inside', fail);
    });
    const port = await serve(app);

    expect((await ask(port, { path: '/inside' })).body).toBe(internal);
    expect((await ask(port, { path: '/nowhere' })).body).toBe(fastifyNotFound);
  });

  it.each(['/api', '/api/', 'api'])('answers below the prefix %s', async (prefix) => {
    const { app, lines } = createTestApp();
    await app.register(problemDetails, { prefix });
    app.addHook('onRequest', async ({ url }) => {
      if (url.startsWith('/api/hook') || url === '/hook') fail();
    });
    for (const path of ['/api', '/api/inside', '/apiary', '/outside']) app.get(path, fail);
    app.get('/api/:name', fail);
    app.get('/string', () => Promise.reject('hunter2'));
    const port = await serve(app);
    const answer = async (path: string): Promise<string> => (await ask(port, { path })).body;

    expect(await answer('/api')).toBe(internal);
    expect(await answer('/api?q=/')).toBe(internal);
    expect(await answer('/api/inside')).toBe(internal);
    expect(await answer('/api/some')).toBe(internal);
    expect(await answer('/api/hook/nowhere')).toBe(internal);
    expect(await answer('/api/nowhere/at-all')).toBe(notFound);
    expect(await answer('/apiary')).toContain('hunter2');
    const linesBefore = lines.length;
    expect(await answer('/outside')).toContain('hunter2');
    expect(lines).toHaveLength(linesBefore + 1);
    expect(await answer('/hook')).toContain('hunter2');
    expect(await answer('/nowhere')).toBe(fastifyNotFound);
    expect(await ask(port, { path: '/string' })).toMatchObject({ status: 500, body: 'hunter2' });
  });

  it('gives each part its own options', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails, { customize: (problem) => ({ ...problem, part: 'shop' }) });
    await app.register(
      async (api) => {
        await api.register(problemDetails, { customize: (problem) => ({ ...problem, part: 'api' }) });
        api.get('/inside', fail);
      },
      { prefix: '/api' },
    );
    app.get('/outside', fail);
    const port = await serve(app);
    const part = async (path: string): Promise<unknown> =>
      (JSON.parse((await ask(port, { path })).body) as { part: unknown }).part;

    expect(await part('/outside')).toBe('shop');
    expect(await part('/nowhere')).toBe('shop');
    expect(await part('/%zz')).toBe('shop');
    expect(await part('/api/inside')).toBe('api');
    expect(await part('/api/nowhere')).toBe('api');
    expect(await part('/api/%zz')).toBe('api');
  });
});

describe('problemDetails, reports', () => {
  it('logs a server error once, as it was thrown, and nothing else', async () => {
    const { app, lines } = createTestApp();
    await app.register(problemDetails);
    app.get('/', () => {
      throw new Error('the pool is gone');
    });
    app.get('/conflict', () => {
      throw new Conflict();
    });
    const port = await serve(app);

    await ask(port);
    await ask(port, { path: '/conflict' });
    await ask(port, { path: '/nowhere' });

    expect(lines.map(({ level, err }) => [level, err?.message])).toEqual([[50, 'the pool is gone']]);
  });

  it('leaves the log to onError where there is one', async () => {
    const { reports, onError } = collect();
    const { app, lines } = createTestApp();
    await app.register(problemDetails, { onError });
    const error = new Error('the pool is gone');
    app.get('/', () => {
      throw error;
    });

    await askOnce(app);

    expect(lines).toEqual([]);
    expect(reports).toHaveLength(1);
    expect(reports[0]?.error).toBe(error);
  });

  it("shows the request as the client sent it, and as Fastify's own", async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp({ rewriteUrl: () => '/rewritten' });
    await app.register(problemDetails, { onError });
    app.get('/rewritten', () => {
      throw new Conflict();
    });

    await askOnce(app, { path: '/original?q=1', headers: { 'X-Request-Id': 'r-1' } });

    const { request } = reports[0] ?? {};
    expect(request?.url).toBe('/original?q=1');
    expect(request?.header('X-Request-Id')).toBe('r-1');
    expect(request?.native.routeOptions.url).toBe('/rewritten');
  });
});

describe('problemDetails, at start', () => {
  it('refuses options that it does not have', async () => {
    const { app } = createTestApp();
    const options = { debugg: true } as object;
    await expect(async () => {
      await app.register(problemDetails, options);
    }).rejects.toThrow('"debugg" is no option of problemDetails');
  });

  it('takes the options of register', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails, { logLevel: 'warn', logSerializers: {} });
    expect((await askOnce(app)).body).toBe(notFound);
  });

  it('says what to do about a second not-found handler', async () => {
    const { app } = createTestApp();
    app.setNotFoundHandler(() => 'mine');
    const error: unknown = await app.register(problemDetails).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      message: expect.stringContaining('this app has a not-found handler already') as unknown,
      cause: { message: "Not found handler already set for Fastify instance with prefix: '/'" },
    });
  });

  it('is known by its name, and refuses versions of Fastify that the package does not allow', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    expect(app.hasPlugin('@statusquo/fastify')).toBe(true);
    const { [Symbol.for('plugin-meta')]: meta } = problemDetails as unknown as Record<symbol, unknown>;
    const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
    expect(meta).toMatchObject({ fastify: manifest.peerDependencies.fastify });
  });

  it('is silent when all is well, even if the routes are declared at once', async () => {
    const { app, lines } = createTestApp();
    app.register(problemDetails);
    app.get('/', () => {
      throw new Conflict();
    });
    app.register(async (scope) => void scope.get('/scope', () => 'fine'));
    expect((await askOnce(app)).body).toBe(conflict);
    expect(lines).toEqual([]);
  });

  it.each([
    [
      'both constants',
      { frameworkErrors: undefined, clientErrorHandler: undefined },
      'Fastify({ frameworkErrors, clientErrorHandler })',
    ],
    ['frameworkErrors', { frameworkErrors: undefined }, 'Fastify({ frameworkErrors })'],
    ['clientErrorHandler', { clientErrorHandler: undefined }, 'Fastify({ clientErrorHandler })'],
  ])('warns once without %s', async (_name, settings, text) => {
    const { app, lines } = createTestApp(settings as object);
    await app.register(problemDetails);
    await app.register(
      async (scope) => {
        await scope.register(problemDetails);
      },
      { prefix: '/api' },
    );
    await app.ready();
    expect(lines.map(({ msg }) => msg)).toEqual([expect.stringContaining(text)]);
  });

  it('does not ask for a client error handler where the user has one', async () => {
    const { app, lines } = createTestApp({ clientErrorHandler: (_error, socket) => void socket.destroy() });
    await app.register(problemDetails);
    await app.ready();
    expect(lines).toEqual([]);
  });

  it('warns once when routes exist already', async () => {
    const { app, lines } = createTestApp();
    await app.register(async (scope) => void scope.get('/early', () => 'fine'));
    await app.register(problemDetails);
    await app.ready();
    expect(lines.map(({ msg }) => msg)).toEqual([expect.stringContaining('before the routes')]);
  });

  it('does not warn about the routes of other parts', async () => {
    const { app, lines } = createTestApp();
    app.get('/early', () => 'fine');
    await app.register(async (scope) => {
      await scope.register(problemDetails);
    });
    await app.register(problemDetails, { prefix: '/api' });
    await app.ready();
    expect(lines).toEqual([]);
  });
});

/** A stream that gives these chunks, then fails. */
function failing(...chunks: readonly string[]): Readable {
  return Readable.from(
    (async function* () {
      for (const chunk of chunks) {
        yield chunk;
        await sleep(20);
      }
      throw new Error('the disk is hunter2');
    })(),
  );
}

async function* late(): AsyncGenerator<string> {
  await sleep(20);
  yield 'late';
}
