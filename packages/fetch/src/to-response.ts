import type { ProblemDetailsOptions } from '@statusquo/core';
import { responderFor } from './responder-for.ts';
import { requestView, responseView } from './views.ts';

/**
 * The answer to whatever was thrown. To a client that has gone it is an empty 499, which nobody gets.
 *
 * @param options One object for all errors: it is checked when it is first seen.
 * @param soFar What was set on the response so far. It is changed into the headers of the answer: what described the body
 * goes, the rest stays. Headers that cannot be changed, as those of what `fetch()` gave, are copied.
 * @throws {TypeError} if the request is none, or an option is unknown, or has a value it cannot have; whatever is thrown, never
 * for that.
 *
 * @example app.onError((error, c) => toResponse(error, c.req.raw, options, c.res.headers)); // Hono
 */
export function toResponse(
  error: unknown,
  request: Request,
  options?: ProblemDetailsOptions<Request>,
  soFar: Headers = new Headers(),
): Response {
  if (!(request as { headers?: unknown } | undefined)?.headers)
    throw new TypeError('The second argument of toResponse must be a Request (of Hono: c.req.raw)', {
      cause: error,
    });
  const answer = responderFor(options)(error, requestView(request), responseView(request, soFar));
  if (answer.action !== 'send') return new Response(null, { status: answer.status });
  const headers = changeable(soFar);
  for (const name of answer.remove) headers.delete(name);
  for (const [name, value] of Object.entries(answer.headers)) {
    headers.delete(name);
    for (const line of [value].flat()) headers.append(name, line);
  }
  // Bytes: Node would write a string and the head before it as UTF-8, and so garble Latin-1 in fields.
  const body = answer.body === '' ? null : new TextEncoder().encode(answer.body);
  return new Response(body, { status: answer.status, headers });
}

function changeable(headers: Headers): Headers {
  try {
    // Fetch §5.1: immutable headers refuse also what would change nothing.
    headers.delete('Content-Length');
    return headers;
  } catch {
    return new Headers(headers);
  }
}
