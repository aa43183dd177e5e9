import type { Server, ServerResponse } from 'node:http';

const waiting = new WeakSet<ServerResponse>();

/**
 * Lets routes decide whether they want a body for which the client asks first; Node would always say yes. A final answer
 * instead of 100 closes the connection, as the body might still come: Node takes care of that. RFC 9110 §10.1.1
 */
export function holdContinue(server: Server): void {
  server.on('checkContinue', (request, response) => {
    waiting.add(response);
    server.emit('request', request, response);
  });
}

/** Sends 100 if the client waits for it. */
export function sendContinue(response: ServerResponse): void {
  if (waiting.delete(response)) response.writeContinue();
}
