import { unmatched, type ProblemDetailsOptions } from '@statusquo/core';
import { createNodeResponder, expressMethods } from '@statusquo/node';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';

/**
 * Answers every error of an Express app as a problem document: what handlers throw, what its middleware raises, and the
 * requests that no route answered. Install it after the routes: `app.use(problemDetails())`, or for a part of the app
 * `app.use('/api', problemDetails())`.
 *
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function problemDetails(
  options: ProblemDetailsOptions<Request> = {},
  // Express would take the function itself, uncalled, for middleware, whose arguments are required.
  ..._none: never[]
): [RequestHandler, ErrorRequestHandler] {
  const answer = createNodeResponder<Request>(options);
  const onUnmatched: RequestHandler = (request, response, next) => {
    const allow = expressMethods(request, { end: onUnmatched });
    // After all middleware, Express itself answers OPTIONS where a route matches the path.
    if (request.method === 'OPTIONS' && allow.length > 0 && !allow.includes('OPTIONS')) next();
    else answer(unmatched(allow), request, response);
  };
  // Express knows an error handler by its four parameters.
  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    answer(error, request, response);
  };
  return [onUnmatched, onError];
}
