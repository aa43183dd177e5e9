import { httpError } from './foreign-errors.ts';
import { isErrorStatus, type HttpError } from './http-error.ts';
import { knownError } from './to-http-error.ts';

/**
 * Believes the `status` or `statusCode` (400–599) of errors that no rule knows, but not their text: `map: [bareStatus]`.
 * For code bases that rely on the idiom; errors of an SDK carry the status of *its* server, so it is off by default.
 */
export function bareStatus(error: unknown): HttpError | undefined {
  if (typeof error !== 'object' || error === null || knownError(error) !== undefined) return undefined;
  const { status, statusCode } = error as { status?: unknown; statusCode?: unknown };
  const bare = isErrorStatus(status) ? status : statusCode;
  return isErrorStatus(bare) ? httpError(bare, { cause: error }) : undefined;
}
