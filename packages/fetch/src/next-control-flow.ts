import { HttpError, type HostRule } from '@statusquo/core';

/** What Next throws for itself: redirects, and signals of its renderer. */
const controlFlow =
  /^(?:NEXT_|(?:DYNAMIC_SERVER_USAGE|BAILOUT_TO_CLIENT_SIDE_RENDERING|HANGING_PROMISE_REJECTION)$)/;

/** What `notFound()`, `forbidden()` and `unauthorized()` of Next throw. */
const accessFallback = /^NEXT_HTTP_ERROR_FALLBACK;(404|403|401)$/;

/** Whether Next has to get this error back; it tells its own by their `digest`. Total. */
export function isNextControlFlow(error: unknown): boolean {
  const digest = digestOf(error);
  return controlFlow.test(digest) && !accessFallback.test(digest);
}

/** `notFound()` and its like, which Next would answer without a body. */
export const nextRule: HostRule = (error) => {
  const status = accessFallback.exec(digestOf(error))?.[1];
  return status === undefined ? undefined : new HttpError(Number(status));
};

function digestOf(error: unknown): string {
  try {
    // Its own: what stands on a prototype is said of every error.
    const digest: unknown = Object.getOwnPropertyDescriptor(error, 'digest')?.value;
    return typeof digest === 'string' ? digest : '';
  } catch {
    return '';
  }
}
