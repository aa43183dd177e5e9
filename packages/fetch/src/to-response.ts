import type { ProblemDetailsOptions } from '@statusquo/core';
import { responderFor } from './responder-for.ts';
import { requestView, responseView } from './views.ts';

/**
 * The answer to whatever was thrown. To a client that has gone it is an empty 499, which nobody gets.
 *
 * @param options One object for all errors: it is checked when it is first seen.
 * @param headers What was set on the response so far. It is changed into the headers of the answer: what described the body
 * goes, the rest stays.
 * @throws {TypeError} if an option is unknown, or has a value it cannot have; whatever is thrown, never for that.
 *
 * @example app.onError((error, c) => toResponse(error, c.req.raw, options, c.res.headers)); // Hono
 */
export function toResponse(
  error: unknown,
  request: Request,
  options?: ProblemDetailsOptions<Request>,
  headers: Headers = new Headers(),
): Response {
  const answer = responderFor(options)(error, requestView(request), responseView(request, headers));
  if (answer.action !== 'send') return new Response(null, { status: answer.status });
  for (const name of answer.remove) headers.delete(name);
  for (const [name, value] of Object.entries(answer.headers)) {
    headers.delete(name);
    for (const line of [value].flat()) headers.append(name, line);
  }
  // Bytes: Node would write a string and the head before it as UTF-8, and so garble Latin-1 in fields.
  const body = answer.body === '' ? null : new TextEncoder().encode(answer.body);
  return new Response(body, { status: answer.status, headers });
}
