/** The limit is a property of V8's; it cannot be written where the intrinsics are frozen. */
export const stacks = Error as { stackTraceLimit?: unknown };

/** Stops the capture of stacks; gives the limit to restore, or undefined where it cannot be written (frozen intrinsics). */
export function pauseStacks(): number | undefined {
  try {
    const limit = stacks.stackTraceLimit;
    if (typeof limit !== 'number') return undefined;
    stacks.stackTraceLimit = 0;
    return limit;
  } catch {
    return undefined;
  }
}

/** Builds an error of our own making: its frames would say nothing, so it carries none. */
export function withoutStack<E>(build: () => E): E {
  const limit = pauseStacks();
  try {
    return build();
  } finally {
    if (limit !== undefined) stacks.stackTraceLimit = limit;
  }
}
