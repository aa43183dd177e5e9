import { checkContinue, checkExpectation, problemDetails } from '@statusquo/node';
import express from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  createServer,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Host, Running } from '../host.ts';
import { nodeStage, runParser } from '../node-stage.ts';
import { validateOrder } from '../order.ts';
import type { Stage } from '../play.ts';
import { handlerOf } from './node.ts';

const parseJson = express.json({ limit: 1000 });

/** A plain `node:http2` server in clear text, with the router of the host on HTTP/1.1. */
export const nodeHttp2: Host = {
  name: 'node-http2',
  start(cases, options) {
    const handle = handlerOf<Http2ServerRequest, Http2ServerResponse>(cases, stageOf);
    const server = createServer(problemDetails(handle, options));
    server.on('checkExpectation', checkExpectation(options));
    server.on('checkContinue', checkContinue);
    return listen(server);
  },
};

function stageOf(request: Http2ServerRequest, response: Http2ServerResponse): Stage {
  // body-parser does not ask for more than the compatibility API has, but its types do.
  const pair = [request, response] as unknown as [IncomingMessage, ServerResponse];
  return {
    ...nodeStage(response),
    json: () => runParser(parseJson, ...pair),
    validate: async (status) => validateOrder(await runParser(parseJson, ...pair), status),
    stream: (stream) =>
      new Promise((_resolve, reject) => {
        Readable.from(stream).once('error', reject).pipe(response);
      }),
  };
}

async function listen(server: Http2Server): Promise<Running> {
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => sessions.add(session));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const session of sessions) session.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, close };
}
