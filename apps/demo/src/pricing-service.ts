import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a pricing service can answer. */
export type PricingBehaviour = keyof typeof behaviours;

/** A pricing service that is not always well. */
export interface PricingService {
  readonly url: string;
  stop(): Promise<void>;
  /** Starts it again, at the same place. */
  start(): Promise<void>;
}

const behaviours = {
  price: (response: ServerResponse, isbn: string) => response.end(JSON.stringify({ isbn, price: 4200 })),
  'another book': (response: ServerResponse) => response.end('{"isbn":"9780131103627","price":1}'),
  'a price in words': (response: ServerResponse, isbn: string) =>
    response.end(`{"isbn":"${isbn}","price":"1"}`),
  nonsense: (response: ServerResponse) => response.end('<h1>Prices</h1>'),
  'not found': (response: ServerResponse) => response.writeHead(404).end(),
  redirect: (response: ServerResponse) => response.writeHead(302, { Location: '/elsewhere' }).end(),
  failure: (response: ServerResponse) => response.writeHead(500).end(),
  silence: () => undefined,
  'silence in mid-body': (response: ServerResponse) => response.write('{"isbn":'),
  'broken in mid-body': (response: ServerResponse) => {
    response.writeHead(200, { 'Content-Length': 1000 }).write('{"isbn":', () => response.destroy());
  },
  broken: (response: ServerResponse) => response.destroy(),
};

/** Starts it on a free port: below `/v1`, since the path of a base URL has to be kept. */
export async function startPricing(
  byIsbn: Readonly<Record<string, PricingBehaviour>>,
): Promise<PricingService> {
  const server = createServer((request, response) => {
    const isbn = /^\/v1\/prices\/(\d+)$/.exec(request.url ?? '')?.[1] ?? '';
    behaviours[byIsbn[isbn] ?? 'not found'](response, isbn);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    start: () => listen(port),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
