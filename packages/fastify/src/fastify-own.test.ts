import { describe, expect, it } from 'vitest';
import { collect, createTestApp } from '../test/app.ts';
import { ask, askOnce, serve } from '../test/exchange.ts';
import { problemDetails } from './index.ts';

const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

describe('what Fastify does by itself', () => {
  it('answers reply.callNotFound() as an unknown route', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { onError });
    app.get('/', (_request, reply) => reply.callNotFound());
    const { status, body } = await askOnce(app);
    expect(status).toBe(404);
    expect(body).toBe('{"type":"about:blank","title":"Not Found","status":404}');
    expect(reports.map(({ kind }) => kind)).toEqual(['unmatched']);
  });

  it('answers an answer that its own schema refuses with 500, and names no member', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    const schema = { type: 'object', required: ['hunter2'], properties: { hunter2: { type: 'string' } } };
    app.get('/', { schema: { response: { 200: schema } } }, () => ({ other: 1 }));
    const { status, body } = await askOnce(app);
    expect(status).toBe(500);
    expect(body).toBe(internal);
  });

  it('answers an answer that cannot be serialised with 500', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    app.get('/', () => ({ hunter2: 1n }));
    expect((await askOnce(app)).body).toBe(internal);
  });

  it('explains an error handler that cannot be replaced', async () => {
    const { app } = createTestApp({ allowErrorHandlerOverride: false });
    app.setErrorHandler(() => 'mine');
    await expect(app.register(problemDetails).ready()).rejects.toThrow(
      '@statusquo/fastify: problemDetails answers errors, and this app has an error handler already: remove it, or set it in a scope of its own',
    );
  });

  it('leaves the errors of the start to Fastify', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    app.get('/', () => 'fine');
    expect(() => app.get('/', () => 'twice')).toThrow(
      expect.objectContaining({ code: 'FST_ERR_DUPLICATED_ROUTE' }),
    );
    app.register(() => Promise.reject(new Error('no database')));
    await expect(app.ready()).rejects.toThrow('no database');
  });

  it('takes problems as requests where it has a parser for them, and refuses them with 415 elsewhere', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    app.post('/refused', ({ body }) => body);
    await app.register(async (scope) => {
      scope.addContentTypeParser(
        'application/problem+json',
        { parseAs: 'string' },
        scope.getDefaultJsonParser('error', 'ignore'),
      );
      scope.post('/taken', ({ body }) => body);
    });
    const port = await serve(app);
    const sent = {
      method: 'POST',
      headers: { 'content-type': 'application/problem+json' },
      body: '{"type":"about:blank","status":409}',
    };
    expect((await ask(port, { ...sent, path: '/refused' })).status).toBe(415);
    expect((await ask(port, { ...sent, path: '/taken' })).body).toBe('{"type":"about:blank","status":409}');
    const broken = await ask(port, { ...sent, path: '/taken', body: '{"hunter2' });
    expect(broken.status).toBe(400);
    expect(broken.body).not.toContain('hunter2');
  });
});
