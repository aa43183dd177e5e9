import { statusInfo, type Answer } from '@statusquo/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What Node keeps on a socket and has no public name for: `lib/_http_server.js`, assignSocket and connectionListenerInternal. */
interface HttpSocket {
  readonly _httpMessage?: ServerResponse | null;
  readonly parser?: { readonly incoming?: IncomingMessage | null } | null;
}

/** The response whose turn it is on a connection. */
export function currentResponse(socket: Duplex): ServerResponse | undefined {
  return (socket as HttpSocket)._httpMessage ?? undefined;
}

/** The request that the app has been given, and whose body is still to come. */
export function unfinishedRequest(socket: Duplex): IncomingMessage | undefined {
  const request = (socket as HttpSocket).parser?.incoming ?? undefined;
  return request?.complete === false ? request : undefined;
}

/** Writes an answer past Node's response, and ends the connection with it. */
export function endWith({ status, headers, body }: Answer, socket: Duplex): void {
  const fields = Object.entries({ ...headers, Connection: 'close', Date: new Date().toUTCString() });
  const lines = fields.flatMap(([name, value]) => [value].flat().map((line) => `${name}: ${line}`));
  const head = `HTTP/1.1 ${status} ${statusInfo(status)?.phrase ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n`;
  socket.end(Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]), () => socket.destroy());
}
