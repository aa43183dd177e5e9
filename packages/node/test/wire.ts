import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Starts a server on a free port of 127.0.0.1, until the test is over. */
export async function listen(target: Handler | Server): Promise<number> {
  const server = typeof target === 'function' ? createServer((...pair) => void target(...pair)) : target;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** An answer as a client of HTTP sees it. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Sends one request as a client of HTTP does. */
export async function fetchFrom(port: number, path = '/', init: RequestInit = {}): Promise<Received> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** Opens a socket of its own to the server, until the test is over. */
export async function dial(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  // The server may cut it: that is what the tests are about.
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** Sends texts over one socket, and gives back everything that came until the server closed it. */
export async function exchange(port: number, ...texts: readonly string[]): Promise<string> {
  const socket = await dial(port);
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
  for (const text of texts) {
    socket.write(text);
    await pause(20);
  }
  if (!socket.closed) await once(socket, 'close');
  return received;
}

/** A request without a body, as text; the server closes the connection after its answer. */
export function get(path = '/', ...headers: readonly string[]): string {
  return `${[`GET ${path} HTTP/1.1`, 'Host: test', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`;
}

/** Time for whatever must not happen. */
export function quiet(): Promise<void> {
  return pause(60);
}
