import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { collect, createTestApp } from '../test/app.ts';
import { ask, askOnce, rawAsk, serve } from '../test/exchange.ts';
import { checkExpectation, problemDetails } from './index.ts';
import { missingConstants } from './server-errors.ts';

const malformed =
  '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The percent-encoding of the request path is malformed."}';
const badRequest = '{"type":"about:blank","title":"Bad Request","status":400}';
const garbage = 'hunter2 is no request\r\n\r\n';

describe('frameworkErrors', () => {
  it('answers a path that cannot be decoded, with the options of the plugin', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { onError });
    app.get('/', () => 'fine');

    const { status, headers, body } = await askOnce(app, { path: '/%g1?token=hunter2' });

    expect(status).toBe(400);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toBe(malformed);
    expect(reports.map(({ kind, request }) => [kind, request.url])).toEqual([
      ['unmatched', '/%g1?token=hunter2'],
    ]);
  });

  it('answers HEAD with the head only', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    const { headers, body } = await askOnce(app, { method: 'HEAD', path: '/%g1' });
    expect(headers['content-length']).toBe(String(malformed.length));
    expect(body).toBe('');
  });

  it('has the default options where there is no plugin', async () => {
    const { app } = createTestApp();
    app.get('/', () => 'fine');
    const { status, body } = await askOnce(app, { path: '/%g1' });
    expect(status).toBe(400);
    expect(body).toBe(malformed);
  });
});

describe('clientErrorHandler', () => {
  it('answers what is no HTTP, with the options of the plugin', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { onError });

    const bytes = await rawAsk(await serve(app), garbage);

    expect(bytes).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(bytes).toContain('\r\nContent-Type: application/problem+json\r\n');
    expect(bytes.endsWith(`\r\n\r\n${badRequest}`)).toBe(true);
    expect(reports.map(({ status }) => status)).toEqual([400]);
  });

  it('answers a head that is too large', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    const bytes = await rawAsk(
      await serve(app),
      `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(bytes).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
  });

  it('has the default options where there is no plugin', async () => {
    const { app } = createTestApp();
    expect(await rawAsk(await serve(app), garbage)).toContain(badRequest);
  });

  it('has the default options where the plugin answers for a part', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { prefix: '/api', onError });
    expect(await rawAsk(await serve(app), garbage)).toContain(badRequest);
    expect(reports).toEqual([]);
  });
});

describe('checkExpectation', () => {
  it('answers an expectation that nobody knows', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    app.server.on('checkExpectation', checkExpectation());
    const { status, body } = await ask(await serve(app), { headers: { Expect: 'a-miracle' } });
    expect(status).toBe(417);
    expect(body).toBe('{"type":"about:blank","title":"Expectation Failed","status":417}');
  });
});

describe('missingConstants', () => {
  it('says nothing about an app that keeps its options elsewhere', () => {
    expect(missingConstants({} as FastifyInstance)).toEqual([]);
  });
});
