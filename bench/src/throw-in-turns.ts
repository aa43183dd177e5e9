import type { ErrorMaker } from './error-makers.js';

/** Throws, catches and serialises so many errors, each after an await. */
export async function throwAfterAwait({ make, serialize }: ErrorMaker, size: number): Promise<unknown> {
  let last: unknown;
  for (let done = 0; done < size; done++) {
    await Promise.resolve();
    try {
      throw make();
    } catch (error) {
      last = serialize(error as Error);
    }
  }
  return last;
}

/** The same, each in a callback of the event loop. */
export function throwInCallbacks({ make, serialize }: ErrorMaker, size: number): Promise<unknown> {
  return new Promise((resolve) => {
    let [done, last] = [0, undefined as unknown];
    const turn = (): void => {
      try {
        throw make();
      } catch (error) {
        last = serialize(error as Error);
      }
      if (++done === size) resolve(last);
    };
    for (let queued = 0; queued < size; queued++) setImmediate(turn);
  });
}
