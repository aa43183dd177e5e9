import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { prices } from './rows.ts';

/** A pricing service that is not well. */
export interface PricingService {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it on a free port. */
export async function startPricing(): Promise<PricingService> {
  const server = createServer((request, response) => {
    if (prices[request.url ?? ''] === 'nonsense') response.end('<h1>Prices</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
