import { isLongList } from './limits.ts';
import type { ProblemOptions } from './options.ts';

/** The options among the arguments of a constructor, which takes the detail first, or the options alone. */
export function optionsOf(first: unknown, second: unknown): ProblemOptions {
  const given = typeof first === 'object' && first !== null ? first : second;
  if (typeof given !== 'object' || given === null || isLongList(given)) return {};
  // A caught error in the place of the options is meant as the cause: what it has under the same names is not public.
  return isError(given) ? { cause: given } : given;
}

/** Also one of another realm. */
export function isError(value: unknown): boolean {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
