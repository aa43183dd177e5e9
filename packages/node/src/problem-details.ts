import type { ProblemDetailsOptions } from '@statusquo/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createNodeResponder } from './create-node-responder.ts';
import type { NodeRequest, NodeResponse } from './node-views.ts';

/**
 * Wraps a handler of node:http or node:http2: whatever it throws, or rejects with, is answered as a problem document.
 *
 * @throws {TypeError} if the handler is no function, or an option is unknown, or has a value it cannot have.
 * @example createServer(problemDetails((request, response) => { throw new NotFound(); }));
 */
export function problemDetails<
  Request extends NodeRequest = IncomingMessage,
  Response extends NodeResponse = ServerResponse,
>(
  handler: (request: Request, response: Response) => unknown,
  options: ProblemDetailsOptions<Request> = {},
): (request: Request, response: Response) => void {
  if (typeof handler !== 'function') throw new TypeError('The handler of problemDetails must be a function');
  const answer = createNodeResponder(options);
  const run = async (request: Request, response: Response): Promise<void> => {
    try {
      await handler(request, response);
    } catch (error) {
      answer(error, request, response);
    }
  };
  return (request, response) => void run(request, response);
}
