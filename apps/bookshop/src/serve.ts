import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Bookshop } from './bookshop.ts';
import { normalUrl } from './normal-url.ts';

/** Milliseconds after SIGTERM in which requests may finish; 5 seconds are promised. */
const grace = 4000;

/**
 * Serves the bookshop with a server of any framework: its part of HTTP that frameworks leave to Node (101), the line that says
 * where it listens, and the end on SIGTERM. The framework has to be ready.
 *
 * @param stop What the framework has to do at the end, when no request is left.
 */
export async function serve(server: Server, shop: Bookshop, stop?: () => unknown): Promise<void> {
  server.prependListener('request', (request, response) => {
    request.url = normalUrl(request.url ?? '');
    // What a route has left of a body would be in the way of the next request.
    response.once('finish', () => request.resume());
  });
  shop.feed.attach(server);
  process.once('SIGTERM', () => void end(server, shop, stop));
  try {
    server.listen(shop.config.port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    console.error(`PORT ${shop.config.port} cannot be used: ${(error as Error).message}`);
    process.exit(1);
  }
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

async function end(server: Server, shop: Bookshop, stop?: () => unknown): Promise<void> {
  const closed = once(server, 'close');
  shop.drain.begin();
  server.close();
  shop.feed.close();
  // A connection that becomes idle from now on is kept alive by nobody.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  await Promise.race([Promise.all([closed, shop.imports.idle()]), setTimeout(grace)]);
  clearInterval(sweep);
  server.closeAllConnections();
  await Promise.race([stop?.(), setTimeout(500)]);
  process.exit(0);
}
