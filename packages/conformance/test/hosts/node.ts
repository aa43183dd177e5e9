import {
  BadRequest,
  checkContinue,
  checkExpectation,
  clientErrorHandler,
  problemDetails,
  unmatched,
} from '@statusquo/node';
import express from 'express';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Case } from '../../src/case.ts';
import { listen, methodsOf, playsAt, routePath, type Host } from '../host.ts';
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
  const [path = ''] = (request.url ?? '').split('?');
  if (path === '/fine') return stage.end('fine');
  const matching = cases.flatMap((row) =>
    row.route !== undefined && matches(routePath(row), path) ? [row.route] : [],
  );
  const methods = matching.flatMap(methodsOf);
  const found = matching.find((candidate) => serves(methodsOf(candidate), request.method ?? ''));
  if (found === undefined) throw unmatched(methods);
  checkParameters(path);
  const guard = playsAt(cases, 'guard', request.url ?? '')?.route;
  return guard === undefined ? play(found, stage) : play(guard, stage);
}

function matches(pattern: string, path: string): boolean {
  const [parts, given] = [pattern.split('/'), path.split('/')];
  return (
    parts.length === given.length &&
    parts.every((part, index) => part.startsWith(':') || part === given[index])
  );
}

/** A parameter that cannot be decoded is the client's mistake, as in other routers. */
function checkParameters(path: string): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw new BadRequest('The percent-encoding of the request path is malformed.');
  }
}

function serves(methods: readonly string[], method: string): boolean {
  return methods.includes(method) || (method === 'HEAD' && methods.includes('GET'));
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
