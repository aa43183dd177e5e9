import { formatAllow } from './allow.ts';
import { httpError, malformedPath } from './foreign-errors.ts';
import type { HttpError } from './http-error.ts';

/** A request that no route answered. */
export class Unmatched {
  readonly allow: readonly string[];

  constructor(allow: Iterable<string>) {
    this.allow = [...allow];
  }

  /** 400 for a path that cannot be decoded, 405 where only other methods would do, else 404. */
  toHttpError(method: string, url: string, methodNotAllowed: boolean): HttpError {
    if (!isDecodable(url)) return httpError(400, { detail: malformedPath });
    const allow = formatAllow(this.allow);
    // A route that takes the method and did not answer has passed the request on.
    const isRefused = methodNotAllowed && allow !== '' && !allow.split(', ').includes(method);
    return isRefused ? httpError(405, { headers: { Allow: allow } }) : httpError(404, {});
  }
}

/** Whether a thrown value stands for a request that no route answered. Total: a revoked Proxy refuses even `instanceof`. */
export function isUnmatched(value: unknown): value is Unmatched {
  try {
    return value instanceof Unmatched;
  } catch {
    return false;
  }
}

/**
 * What an adapter hands to the responder when no route answered.
 *
 * @param allow The methods of the routes that match the path, where the host lets us see them.
 */
export function unmatched(allow: Iterable<string> = []): unknown {
  return new Unmatched(allow);
}

function isDecodable(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
