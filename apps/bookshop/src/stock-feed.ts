import { BadRequest, unmatched } from '@statusquo/core';
import { createNodeResponder } from '@statusquo/node';
import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { normalUrl } from './normal-url.ts';
import type { StockChanges } from './stock-changes.ts';

/** Tells everybody who listens at `/stock-feed` how stocks change. RFC 6455 */
export class StockFeed {
  // Nothing is expected from listeners, so a message of theirs has a small limit.
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  readonly #answer = createNodeResponder();

  constructor(changes: StockChanges) {
    changes.listen((change) => {
      const message = JSON.stringify(change);
      for (const socket of this.#sockets.clients) socket.send(message);
    });
    this.#sockets.on('connection', (socket) => {
      // What breaks the protocol ends its connection; without a listener it would end the process.
      socket.on('error', () => socket.terminate());
    });
    this.#sockets.on('wsClientError', (_error, socket, request) => {
      this.#answer(new BadRequest(), request, responseOn(socket, request));
    });
  }

  /** Takes the upgrades of a server: those to a WebSocket at `/stock-feed`, and no others. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const [path] = normalUrl(request.url ?? '').split('?', 1);
      if (path !== '/stock-feed') {
        this.#answer(unmatched(), request, responseOn(socket, request));
      } else if (request.method !== 'GET' || request.headers.upgrade?.toLowerCase() !== 'websocket') {
        // The route has the answer to those who do not ask for a WebSocket.
        server.emit('request', request, responseOn(socket, request));
      } else {
        this.#sockets.handleUpgrade(request, socket, head, (client) => {
          this.#sockets.emit('connection', client, request);
        });
      }
    });
  }

  /** Says goodbye to all listeners: the server is going away. RFC 6455 §7.4.1 */
  close(): void {
    for (const socket of this.#sockets.clients) {
      socket.close(1001);
      setTimeout(() => socket.terminate(), 1000).unref();
    }
  }
}

/** A response on a connection that Node has handed over together with an upgrade. It is the last one there. */
function responseOn(socket: Duplex, request: IncomingMessage): ServerResponse {
  // A client that goes away meanwhile is no reason to end the process.
  socket.on('error', () => socket.destroy());
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Socket);
  response.on('finish', () => socket.end(() => socket.destroy()));
  return response;
}
