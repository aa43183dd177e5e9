import { builtInRules, unknownError, type Foreign } from './foreign-errors.ts';
import { isHttpError, type HttpError } from './http-error.ts';

/**
 * The error that a thrown value stands for: itself if it is ours; what its library vouches for if it is known by its shape;
 * else an internal server error that has the value as `cause` and tells nothing of it. Total: takes any value, never throws.
 */
export function toHttpError(value: unknown): HttpError {
  return knownError(value) ?? unknownError(value);
}

/** The value itself if it is ours, else what the built-in rules make of it; undefined where none of them knows it. */
export function knownError(value: unknown): HttpError | undefined {
  if (isHttpError(value)) return value;
  if (typeof value !== 'object' || value === null || isOfNoFamily(value as Foreign)) return undefined;
  return firstMatch(builtInRules, value as Foreign);
}

/** Whether an error has nothing that any of the rules looks for first: most bugs do not. */
function isOfNoFamily(error: Foreign): boolean {
  try {
    const { status, statusCode, isBoom, getStatus } = error;
    return (
      status === undefined && statusCode === undefined && isBoom === undefined && getStatus === undefined
    );
  } catch {
    return false;
  }
}

/** What the first rule that knows a value makes of it. */
export function firstMatch<Value>(
  rules: readonly ((value: Value) => HttpError | undefined)[],
  value: Value,
): HttpError | undefined {
  for (const rule of rules) {
    try {
      const error = rule(value);
      if (error !== undefined) return error;
    } catch {
      // A getter or a Proxy that throws: the value is not of the family of this rule.
    }
  }
  return undefined;
}
