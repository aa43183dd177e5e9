import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

/** A server on a free port of this machine. */
export async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
