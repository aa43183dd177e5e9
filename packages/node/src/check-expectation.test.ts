import { describe, expect, it, vi } from 'vitest';
import { exchange, get, listen } from '../test/wire.ts';
import { createServer, type RequestListener } from 'node:http';
import { checkExpectation, ServiceUnavailable, type ProblemDetailsOptions, type Report } from './index.ts';

const fine: RequestListener = (_request, response) => response.end('fine');

async function start(
  handler: RequestListener,
  options: ProblemDetailsOptions = {},
): Promise<{ port: number; reports: Report[] }> {
  const reports: Report[] = [];
  const all: ProblemDetailsOptions = { onError: (report) => void reports.push(report), ...options };
  const server = createServer(handler).on('checkExpectation', checkExpectation(all));
  return { port: await listen(server), reports };
}

describe('checkExpectation', () => {
  it('answers an expectation that nobody knows with 417', async () => {
    const { port, reports } = await start(fine);
    const text = await exchange(port, get('/', 'Expect: a-miracle'));
    expect(text).toMatch(/^HTTP\/1\.1 417 Expectation Failed\r\n/);
    expect(text).toContain('{"type":"about:blank","title":"Expectation Failed","status":417}');
    expect(reports).toMatchObject([{ status: 417, kind: 'thrown', request: { native: { url: '/' } } }]);
  });

  it('writes to console.error where there is no onError', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const down = new ServiceUnavailable();
    const { port } = await start(fine, { onError: undefined, map: [() => down] });
    await exchange(port, get('/', 'Expect: a-miracle'));
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });

  it('answers with the default options where a server got it without a call', async () => {
    const port = await listen(createServer(fine).on('checkExpectation', checkExpectation));
    const text = await exchange(port, get('/', 'Expect: a-miracle'));
    expect(text).toContain('{"type":"about:blank","title":"Expectation Failed","status":417}');
  });

  it('gives a log of its own what there is no onError for', async () => {
    const errors: unknown[] = [];
    const down = new ServiceUnavailable();
    const listener = checkExpectation({ map: [() => down] }, ({ error }) => void errors.push(error));
    const server = createServer(fine).on('checkExpectation', listener);
    await exchange(await listen(server), get('/', 'Expect: a-miracle'));
    expect(errors).toMatchObject([{ status: 417 }]);
  });

  it('leaves 100-continue to Node', async () => {
    const { port } = await start(fine);
    const text = await exchange(port, get('/', 'Expect: 100-continue'));
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
  });

  it('refuses options that it does not know', () => {
    expect(() => checkExpectation({ on: 1 } as object)).toThrow(TypeError);
  });
});
