import { unmatched, type ProblemDetailsOptions } from '@statusquo/core';
import { isNextControlFlow } from './next-control-flow.ts';
import { responderFor } from './responder-for.ts';
import { toResponse } from './to-response.ts';

/** What a host calls for each request: with an environment, a context, route parameters, whatever it hands over. */
export type FetchHandler<Rest extends readonly unknown[] = readonly unknown[]> = (
  request: Request,
  ...rest: Rest
) => Response | null | undefined | Promise<Response | null | undefined>;

/**
 * Wraps a fetch handler: whatever it throws is answered as a problem document, and `undefined` as a request that no route
 * matched. What Next throws to redirect goes through.
 *
 * @throws {TypeError} if the handler is no function, or an option is unknown, or has a value it cannot have.
 *
 * @example export default { fetch: problemDetails(handler) };
 */
export function problemDetails<Rest extends readonly unknown[]>(
  handler: FetchHandler<Rest>,
  options: ProblemDetailsOptions<Request> = {},
): (request: Request, ...rest: Rest) => Promise<Response> {
  if (typeof handler !== 'function')
    throw new TypeError('The handler of problemDetails must be a function (of Hono: app.fetch)');
  responderFor(options);
  return async (request, ...rest) => {
    try {
      const response = await handler(request, ...rest);
      if (isResponse(response)) return response;
      throw response == null
        ? unmatched()
        : new TypeError('The handler gave something else than a Response.');
    } catch (error) {
      if (isNextControlFlow(error)) throw error;
      return toResponse(error, request, options);
    }
  };
}

/** Also one of another realm, or of a polyfill. Total. */
function isResponse(value: unknown): value is Response {
  try {
    return Object.prototype.toString.call(value) === '[object Response]';
  } catch {
    return false;
  }
}
