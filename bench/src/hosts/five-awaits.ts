/** Calls a function five awaits deep, as an error comes from somewhere below a handler. */
export async function fiveAwaits<T>(innermost: () => T): Promise<T> {
  const result = await first(innermost);
  return result;
}

async function first<T>(innermost: () => T): Promise<T> {
  const result = await second(innermost);
  return result;
}

async function second<T>(innermost: () => T): Promise<T> {
  const result = await third(innermost);
  return result;
}

async function third<T>(innermost: () => T): Promise<T> {
  const result = await fourth(innermost);
  return result;
}

async function fourth<T>(innermost: () => T): Promise<T> {
  await Promise.resolve();
  return innermost();
}
