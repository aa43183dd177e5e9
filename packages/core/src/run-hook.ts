/** Runs a function of the user's: what it throws is noted, and a promise it gives is ignored and its rejection caught. */
export function runHook<Result>(name: string, notes: string[], hook: () => Result): Result | undefined {
  try {
    const result = hook();
    if (!isThenable(result)) return result;
    notes.push(`${name} gave a promise, which was ignored: it must be synchronous`);
    result.then(undefined, () => undefined);
  } catch (error) {
    notes.push(`${name} threw: ${textOf(error)}`);
  }
  return undefined;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

/** A thrown value in words, even if it resists. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'a value that cannot be converted to a string';
  }
}
