/** `instanceof` that answers for whatever was thrown: a revoked Proxy refuses to be asked. */
export function isInstance<T>(value: unknown, ofClass: abstract new (...args: never) => T): value is T {
  try {
    return value instanceof ofClass;
  } catch {
    return false;
  }
}
