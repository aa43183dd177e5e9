import { HttpError, type ErrorStatus } from './http-error.ts';
import { firstItems, maxItems } from './limits.ts';
import { withoutStack } from './stack-limit.ts';

/** What is wrong with one value of a request. RFC 9457 §3 shows the shape; `in` and `name` are OpenAPI's words. */
export interface ValidationItem {
  /** What would be right: `must be at least 1`. Never the value that was sent. */
  readonly detail: string;
  /** The JSON Schema keyword that the value breaks, or the schema's own name for its rule. */
  readonly code?: string;
  /** The JSON Pointer to the value in the body, in URI fragment form: `#/quantity`. RFC 6901 §6 */
  readonly pointer?: string;
  /** Where the value is, if it is not in the body. */
  readonly in?: 'query' | 'path' | 'header' | 'cookie';
  /** The name of the parameter. */
  readonly name?: string;
}

/**
 * The error that says which values of a request are wrong: `errors` holds the items, in the order given, the first 1000 of
 * them. The status is 422 unless given; `cause` is private.
 *
 * @throws {TypeError} if the items are no array, as where the status comes first: that would answer without saying what is wrong.
 * @example throw validationError([{ detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' }], 422);
 */
export function validationError<S extends number = 422>(
  items: readonly ValidationItem[],
  status: S & ErrorStatus<S> = 422 as S & ErrorStatus<S>,
  cause?: unknown,
): HttpError<S> {
  if (!Array.isArray(items))
    throw new TypeError('validationError takes an array of items first, then the status, then the cause');
  const count = items.length;
  // A small body can break a rule with each of its bytes, and nobody reads that many items.
  const isCut = count > maxItems;
  const rest = isCut ? `; the first ${String(maxItems)} are listed` : '';
  const options = {
    detail: `The request has ${String(count)} invalid value${count === 1 ? '' : 's'}${rest}.`,
    extensions: { errors: isCut ? firstItems(items, maxItems) : items },
  };
  // The frames would show the validator, and not what was wrong.
  return withoutStack(() => new HttpError<S>(status, cause === undefined ? options : { ...options, cause }));
}
