import { checkContinue, checkExpectation, clientErrorHandler, problemDetails } from '@statusquo/node';
import express from 'express';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Case } from '../../src/case.ts';
import { findRoute } from '../find-route.ts';
import { listen, playsAt, type Host } from '../host.ts';
import { nodeStage, runParser } from '../node-stage.ts';
import { validateOrder } from '../order.ts';
import { play, type Stage } from '../play.ts';

// body-parser, which Express re-exports; it is made for plain Node too.
const parseJson = express.json({ limit: 1000 });

/** A plain `node:http` server with a router of a few lines. */
export const node: Host = {
  name: 'node',
  start(cases, options) {
    const server = createServer(
      problemDetails(handlerOf<IncomingMessage, ServerResponse>(cases, stageOf), options),
    );
    server.on('clientError', clientErrorHandler(options));
    server.on('checkExpectation', checkExpectation(options));
    server.on('checkContinue', checkContinue);
    return listen(server);
  },
};

interface AnyRequest {
  readonly url?: string | undefined;
  readonly method?: string | undefined;
}

/** A router of a few lines, for HTTP/1.1 and HTTP/2. */
export function handlerOf<Request extends AnyRequest, Response>(
  cases: readonly Case[],
  stageFor: (request: Request, response: Response) => Stage,
): (request: Request, response: Response) => unknown {
  return (request, response) => {
    const stage = stageFor(request, response);
    const early = playsAt(cases, 'middleware', request.url ?? '');
    if (early?.route === undefined) return route(cases, request, stage);
    return Promise.resolve(play(early.route, stage)).then(() => route(cases, request, stage));
  };
}

function route(cases: readonly Case[], request: AnyRequest, stage: Stage): unknown {
  const found = findRoute(cases, request.method ?? '', request.url ?? '');
  return found === 'fine' ? stage.end('fine') : play(found, stage);
}

function stageOf(request: IncomingMessage, response: ServerResponse): Stage {
  return {
    ...nodeStage(response),
    json: () => runParser(parseJson, request, response),
    validate: async (status) => validateOrder(await runParser(parseJson, request, response), status),
    stream: (stream) =>
      new Promise((_resolve, reject) => {
        Readable.from(stream).once('error', reject).pipe(response);
      }),
  };
}
