import { maxText, shorten } from './limits.ts';
import { textOf } from './run-hook.ts';

const maxCauses = 16;

/** What is private of one error. */
export interface DebugError {
  readonly message: string;
  readonly stack?: string;
}

/** The `debug` member: for development only, since it holds everything that otherwise never leaves. */
export interface Debug extends DebugError {
  readonly causes: readonly DebugError[];
}

/** Describes an error and its causes, the outermost first. Never throws. */
export function debugMember(error: unknown): Debug {
  const seen = new Set<unknown>([error]);
  const causes: DebugError[] = [];
  for (
    let cause = peek(error, 'cause');
    cause !== undefined && causes.length < maxCauses && !seen.has(cause);
  ) {
    seen.add(cause);
    causes.push(describe(cause));
    cause = peek(cause, 'cause');
  }
  return { ...describe(error), causes };
}

function describe(error: unknown): DebugError {
  const message = peek(error, 'message');
  const stack = peek(error, 'stack');
  return {
    message: shorten(typeof message === 'string' ? message : textOf(error), maxText),
    ...(typeof stack === 'string' ? { stack: shorten(stack, maxText) } : {}),
  };
}

function peek(value: unknown, name: string): unknown {
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}
