import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { collect, createTestApp } from '../test/app.ts';
import { askOnce } from '../test/exchange.ts';
import { problemDetails } from './index.ts';

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
});
