import { maxHead } from './limits.ts';

/** Whether a text can be the name of a method or of a field. RFC 9110 §5.6.2 */
export function isToken(text: string): boolean {
  return /^[\w!#$%&'*+\-.^`|~]+$/.test(text);
}

/**
 * The value of an Allow field: HEAD beside GET, in alphabetical order, without duplicates. Methods keep their case
 * (RFC 9110 §9.1); what is no method is left out. No method at all gives an empty value, which is a valid one.
 * RFC 9110 §10.2.1
 */
export function formatAllow(methods: Iterable<unknown>): string {
  const names = new Set<string>();
  for (const method of methods) {
    if (typeof method !== 'string' || method.length > maxHead) continue;
    for (const name of method.split(',')) if (isToken(name.trim())) names.add(name.trim());
  }
  if (names.has('GET')) names.add('HEAD');
  return [...names].sort().join(', ');
}
