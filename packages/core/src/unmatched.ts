import { formatAllow } from './allow.ts';
import { httpError, malformedPath } from './foreign-errors.ts';
import type { HttpError } from './http-error.ts';
import { firstItems, maxFields, maxKept } from './limits.ts';

/** Under this name a request without a route carries its methods, whichever copy of this package made it. */
const brand = Symbol.for('@statusquo/core/unmatched');

/**
 * What an adapter hands to the responder when no route answered.
 *
 * @param allow The methods of the routes that match the path, where the host lets us see them.
 */
export function unmatched(allow: Iterable<string> = []): unknown {
  return { [brand]: [...allow] };
}

/** The methods that {@link unmatched} was given, if a thrown value is of its making. Total. */
export function methodsOfUnmatched(value: unknown): readonly unknown[] | undefined {
  try {
    if (value instanceof Error) return undefined;
    // Its own: a Proxy may answer to every name.
    if (!Object.hasOwn(Object(value) as object, brand)) return undefined;
    const { [brand]: methods } = value as { readonly [brand]?: unknown };
    return Array.isArray(methods) ? firstItems(methods, maxFields) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * 400 for a path that cannot be decoded, 405 where only other methods would do, else 404.
 *
 * @param shared Those that were made before, by their Allow, where one may stand for all requests with the same answer.
 */
export function unmatchedError(
  methods: readonly unknown[],
  method: string,
  url: string,
  methodNotAllowed: boolean,
  shared?: Map<string, HttpError>,
): HttpError {
  if (!isDecodable(url)) return httpError(400, { detail: malformedPath });
  const allow = methodNotAllowed ? formatAllow(methods) : '';
  // A route that takes the method and did not answer has passed the request on.
  const isRefused = allow !== '' && !`, ${allow},`.includes(`, ${method},`);
  const key = isRefused ? allow : '';
  const known = shared?.get(key);
  if (known !== undefined) return known;
  const error = isRefused ? httpError(405, { headers: { Allow: allow } }) : httpError(404);
  if (shared !== undefined && shared.size < maxKept) shared.set(key, error);
  return error;
}

function isDecodable(url: string): boolean {
  if (!url.includes('%')) return true;
  const [path = ''] = url.split(/[?#]/, 1);
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
