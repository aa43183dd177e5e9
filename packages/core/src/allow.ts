import { maxHead, maxKept } from './limits.ts';

/** Whether a text can be the name of a method or of a field. RFC 9110 §5.6.2 */
export function isToken(text: string): boolean {
  return /^[\w!#$%&'*+\-.^`|~]+$/.test(text);
}

/** The values that lists of methods have made: an app has few. */
const known = new Map<string, string>();

/**
 * The value of an Allow field: HEAD beside GET, in alphabetical order, without duplicates. Methods keep their case
 * (RFC 9110 §9.1); what is no method is left out. No method at all gives an empty value, which is a valid one.
 * RFC 9110 §10.2.1
 */
export function formatAllow(methods: Iterable<unknown>): string {
  const names: string[] = [];
  for (const method of methods)
    if (typeof method === 'string' && method.length <= maxHead) names.push(method);
  const list = names.join();
  let allow = known.get(list);
  if (allow === undefined) {
    allow = normalized(list);
    if (known.size < maxKept && list.length <= maxHead) known.set(list, allow);
  }
  return allow;
}

function normalized(list: string): string {
  const names = new Set(
    list
      .split(',')
      .map((name) => name.trim())
      .filter(isToken),
  );
  if (names.has('GET')) names.add('HEAD');
  return [...names].sort().join(', ');
}
