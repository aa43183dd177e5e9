import { checkContinue, checkExpectation, problemDetails } from '@statusquo/node';
import express from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { Readable } from 'node:stream';
import type { Host } from '../host.ts';
import { listenHttp2 } from '../listen-http2.ts';
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
    return listenHttp2(server);
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
