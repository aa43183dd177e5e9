import { shorten } from './limits.ts';

/** Runs a function of the user's: what it throws is noted, and a promise it gives is ignored and its rejection caught. */
export function runHook<Result>(name: string, notes: string[], hook: () => Result): Result | undefined {
  try {
    const result = hook();
    if (!isThenable(result)) return result;
    notes.push(`${name} gave a promise, which was ignored: it must be synchronous`);
    result.then(undefined, () => undefined);
  } catch (error) {
    catchRejection(error);
    notes.push(`${name} threw: ${shorten(textOf(error), 1000)}`);
  }
  return undefined;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

/** Where a promise was thrown, nobody waits for it: its rejection would end the process. Total. */
export function catchRejection(thrown: unknown): void {
  if (typeof thrown !== 'object' || thrown === null) return;
  try {
    // Which no promise is: the check below takes longer than all the rest of an answer.
    if (thrown instanceof Error) return;
    // Not only `instanceof`: the promise may be of another realm. Nor its own `then`, which may be anything.
    if (thrown instanceof Promise || Object.prototype.toString.call(thrown) === '[object Promise]')
      void Promise.prototype.then.call(thrown, undefined, () => undefined);
  } catch {
    // It only looked like a promise.
  }
}

/**
 * A thrown value in words, even if it resists. Never by its own `toString`: that of a list goes through all of it, and that of
 * an error through whatever its message is.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'function') return `a ${typeof value}`;
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    const { name, message } = value as { readonly name?: unknown; readonly message?: unknown };
    if (typeof message !== 'string') return Object.prototype.toString.call(value);
    return [name, message].filter((text) => typeof text === 'string' && text !== '').join(': ');
  } catch {
    return 'an object that cannot be read';
  }
}
