import type { Answer } from '@statusquo/core';
import { describe, expect, it } from 'vitest';
import { exchange, get, listen } from '../test/wire.ts';
import { createNodeResponder, send, Conflict } from './index.ts';

/** An answer as core gives it, with something else in it. */
function answerWith(part: Partial<Answer>): Answer {
  const request = { method: 'GET', url: '/', header: () => undefined, native: undefined };
  const report = {
    error: undefined,
    problem: { type: 'about:blank', title: 'Conflict', status: 409 },
    status: 409,
    kind: 'thrown',
    request,
    notes: [],
  } as const;
  return { action: 'send', status: 409, remove: [], headers: {}, body: 'a body', report, ...part };
}

describe('send', () => {
  it('removes, sets and sends', async () => {
    const port = await listen((_request, response) => {
      response.setHeader('ETag', '"a"');
      send(
        answerWith({ remove: ['etag'], headers: { 'X-A': 'b', 'X-C': ['d', 'e'], 'Content-Length': '6' } }),
        response,
      );
    });
    const text = await exchange(port, get());
    expect(text).toMatch(/^HTTP\/1\.1 409 Conflict\r\nX-A: b\r\nX-C: d\r\nX-C: e\r\n/);
    expect(text).not.toContain('ETag');
    expect(text).toMatch(/\r\n\r\na body$/);
  });

  it('leaves the fields on the response, for whoever logs it', async () => {
    const logged: unknown[] = [];
    const port = await listen((_request, response) => {
      response.once('finish', () => logged.push(response.statusCode, response.getHeaders()));
      send(answerWith({ headers: { 'X-A': 'b', 'Content-Length': '6' } }), response);
    });
    await exchange(port, get());
    expect(logged).toEqual([409, { 'x-a': 'b', 'content-length': '6' }]);
  });

  it('does nothing where there is nothing to do', async () => {
    const port = await listen((_request, response) => {
      send(answerWith({ action: 'none' }), response);
      response.end('fine');
    });
    expect(await exchange(port, get())).toMatch(/^HTTP\/1\.1 200 OK\r\n(.|\s)+fine$/);
  });

  it('destroys the connection where it is told to', async () => {
    const port = await listen((_request, response) => send(answerWith({ action: 'destroy' }), response));
    expect(await exchange(port, get())).toBe('');
  });

  it('destroys the connection rather than throw', async () => {
    let thrown: unknown = 'nothing';
    const port = await listen((_request, response) => {
      try {
        send(answerWith({ headers: { 'X-A': 'a line\nbreak' } }), response);
      } catch (error) {
        thrown = error;
      }
    });
    expect(await exchange(port, get())).toBe('');
    expect(thrown).toBe('nothing');
  });
});

describe('createNodeResponder', () => {
  it('takes the channel of a host', async () => {
    const logged: number[] = [];
    const answer = createNodeResponder({}, { log: ({ status }) => void logged.push(status) });
    const errors = [new Error('bug'), new Conflict()];
    const port = await listen((request, response) => answer(errors.shift(), request, response));
    await exchange(port, get());
    await exchange(port, get());
    expect(logged).toEqual([500]);
  });
});
