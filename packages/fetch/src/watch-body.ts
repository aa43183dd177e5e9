import type { ProblemDetailsOptions } from '@statusquo/core';
import { responderFor } from './responder-for.ts';
import { toResponse } from './to-response.ts';
import { requestView, responseView } from './views.ts';

/**
 * For a Response whose body is a stream: if the stream fails before its first chunk, the failure is answered; if it fails
 * later, it is reported and the connection cut, and the host gets nothing of the error to log or send. The head is sent with the
 * first chunk.
 *
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 *
 * @example return watchBody(new Response(stream), request, options);
 */
export async function watchBody(
  response: Response,
  request: Request,
  options?: ProblemDetailsOptions<Request>,
): Promise<Response> {
  const { body, status, statusText, headers } = response;
  const respond = responderFor(options);
  if (body === null) return response;
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  let first: ReadableStreamReadResult<Uint8Array> | undefined;
  try {
    first = await reader.read();
  } catch (error) {
    return toResponse(error, request, options, new Headers(headers));
  }
  const watched = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let next: ReadableStreamReadResult<Uint8Array>;
      try {
        next = first ?? (await reader.read());
        first = undefined;
      } catch (error) {
        respond(error, requestView(request), responseView(request, headers, 'started'));
        // @hono/node-server reads ahead until a timer fires, and would answer a failure by itself, in plain text. That timer is
        // set in this turn, however long the turn takes: so the wait begins with the next one.
        for (const milliseconds of [0, 10]) await new Promise((resolve) => setTimeout(resolve, milliseconds));
        controller.error(new Error('The body of the response failed.'));
        return;
      }
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(watched, { status, statusText, headers });
}
