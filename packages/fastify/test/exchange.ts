import type { FastifyInstance } from 'fastify';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** An answer as a client of Node reads it. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Starts an app on a free port until the test ends. */
export async function serve(app: FastifyInstance): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return (app.server.address() as AddressInfo).port;
}

/** One request on a connection of its own; rejects if the answer does not come whole. */
export function ask(
  port: number,
  { method = 'GET', path = '/', headers = {}, body }: Sent = {},
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, method, path, headers, agent: false },
      (response) => {
        text(response).then(
          (received) =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received }),
          reject,
        );
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}

/** Starts the app and asks it once. */
export async function askOnce(app: FastifyInstance, sent?: Sent): Promise<Received> {
  return ask(await serve(app), sent);
}

/** Every byte that comes until the server closes the connection. */
export function rawAsk(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
    // A reset ends the answer as well.
    socket.on('error', () => undefined).on('close', () => resolve(received));
  });
}
