import { pipeline, Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { dial, exchange, fetchFrom, get, listen, quiet } from '../test/wire.ts';
import {
  isConnectionError,
  requestView,
  responseView,
  type NodeRequest,
  type NodeResponse,
} from './node-views.ts';

/** Answers with what `look` sees. */
async function seen(look: (request: NodeRequest, response: NodeResponse) => unknown): Promise<unknown> {
  const port = await listen((request, response) => response.end(JSON.stringify(look(request, response))));
  const { body } = await fetchFrom(port, '/mounted/a', { headers: { 'X-A': 'b', 'Set-Cookie': 'c' } });
  return JSON.parse(body);
}

describe('requestView', () => {
  it('gives the path before a host took the mount path off it', async () => {
    const view = await seen((request) => {
      const mounted = Object.assign(request, { originalUrl: request.url, url: '/a' });
      return requestView(mounted).url;
    });
    expect(view).toBe('/mounted/a');
  });

  it('finds a field by its name in any case', async () => {
    expect(await seen((request) => requestView(request).header('x-A'))).toBe('b');
  });

  it('hands on the object of the host where there is one', async () => {
    expect(await seen((request) => requestView(request, { of: 'the host' }).native)).toEqual({
      of: 'the host',
    });
  });
});

describe('responseView', () => {
  it('gives a field that was set as a number as text', async () => {
    const value = await seen((request, response) => {
      response.setHeader('X-Count', 5);
      return responseView(request, response).header('x-count');
    });
    expect(value).toBe('5');
  });

  it('lists the fields that are set', async () => {
    const names = await seen((request, response) => {
      response.setHeader('X-Count', 5);
      return responseView(request, response).headerNames();
    });
    expect(names).toEqual(['x-count']);
  });

  it.each([
    ['open', () => undefined],
    ['started', (response: NodeResponse) => void response.writeHead(200)],
  ])('calls a response %s', async (phase, prepare) => {
    const found = await seen((request, response) => {
      prepare(response);
      return responseView(request, response).phase;
    });
    expect(found).toBe(phase);
  });
});

describe('isConnectionError', () => {
  it('knows the error of a client that has reset the connection', async () => {
    const found: unknown[] = [];
    const port = await listen((request, response) => {
      request.socket.on('error', (error) => {
        found.push(isConnectionError(error, request, response));
        found.push(isConnectionError(new Error('another'), request, response));
      });
    });
    const socket = await dial(port);
    socket.write(get());
    await quiet();
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(found).toEqual([true, false]));
  });

  it('does not take the failure of a stream for one', async () => {
    const found: unknown[] = [];
    const port = await listen((request, response) => {
      const broken = new Readable({ read: () => broken.destroy(new Error('disk')) });
      pipeline(broken, response, (error) => found.push(isConnectionError(error, request, response)));
    });
    expect(await exchange(port, get())).toBe('');
    expect(found).toEqual([false]);
  });
});
