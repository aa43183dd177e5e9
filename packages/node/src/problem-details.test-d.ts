import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createSecureServer,
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { Duplex } from 'node:stream';
import { expectTypeOf } from 'vitest';
import {
  checkExpectation,
  clientErrorHandler,
  problemDetails,
  type ProblemDetailsOptions,
  type Report,
} from './index.ts';

// The request and the response are those of the server that takes the handler.
createServer(
  problemDetails((request, response) => {
    expectTypeOf(request).toEqualTypeOf<IncomingMessage>();
    expectTypeOf(response).toExtend<ServerResponse>();
  }),
);
createHttp2Server(
  problemDetails((request, response) => {
    expectTypeOf(request).toEqualTypeOf<Http2ServerRequest>();
    expectTypeOf(response).toExtend<Http2ServerResponse>();
  }),
);
createSecureServer(
  {},
  problemDetails((request: Http2ServerRequest, response: Http2ServerResponse) => response.end(request.url)),
);

// The hooks get the same request.
createServer(
  problemDetails((_request, response) => response.end(), {
    onError({ request }) {
      expectTypeOf(request.native).toEqualTypeOf<IncomingMessage>();
    },
    customize(_problem, { request }) {
      expectTypeOf(request.native).toEqualTypeOf<IncomingMessage>();
    },
  }),
);

// One object of options serves all three.
const options: ProblemDetailsOptions<IncomingMessage> = {
  onError(report) {
    expectTypeOf(report).toEqualTypeOf<Report<IncomingMessage>>();
  },
};
const server = createServer(problemDetails((_request, response) => response.end(), options));
server.on('clientError', clientErrorHandler(options));
server.on('checkExpectation', checkExpectation(options));

// So does one for any host.
const forAnyHost: ProblemDetailsOptions = { map: [() => undefined] };
server.on('clientError', clientErrorHandler(forAnyHost));
server.on('checkExpectation', checkExpectation(forAnyHost));

// By themselves they say what they have.
server.on('clientError', clientErrorHandler());
server.on(
  'clientError',
  clientErrorHandler({ onError: ({ request }) => expectTypeOf(request.native).toEqualTypeOf<Duplex>() }),
);
server.on(
  'checkExpectation',
  checkExpectation({
    onError: ({ request }) => expectTypeOf(request.native).toEqualTypeOf<IncomingMessage>(),
  }),
);

// @ts-expect-error A misspelt option
problemDetails(() => undefined, { onErrors: () => undefined });
