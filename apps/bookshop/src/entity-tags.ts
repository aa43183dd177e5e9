import { createHash } from 'node:crypto';

/** The strong entity tag of a value: it changes with each byte of its JSON. RFC 9110 §8.8.3 */
export function entityTag(value: object): string {
  return `"${createHash('sha256').update(JSON.stringify(value)).digest('base64url')}"`;
}

/** Whether If-None-Match says that the client has it already; compares weakly. RFC 9110 §13.1.2 */
export function isNotModified(ifNoneMatch: string | undefined, tag: string): boolean {
  return matches(ifNoneMatch, tag, true);
}

/** Whether If-Match allows a change; compares strongly. RFC 9110 §13.1.1 */
export function isMatch(ifMatch: string, tag: string): boolean {
  return matches(ifMatch, tag, false);
}

function matches(field: string | undefined, tag: string, isWeak: boolean): boolean {
  if (field?.trim() === '*') return true;
  // A tag may hold commas, so the list cannot be split at them.
  const tags = (field ?? '').match(/(?:W\/)?"[!#-~\u0080-\u00ff]*"/g) ?? [];
  return tags.some((candidate) => candidate === tag || (isWeak && candidate === `W/${tag}`));
}
