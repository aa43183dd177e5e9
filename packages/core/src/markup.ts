import { copyMembers, type JsonValue } from './json-value.ts';
import type { ProblemDetails } from './problem-details.ts';

// XML 1.0 §2.2. With the flag u, a surrogate matches only if it stands alone.
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/**
 * A text as the content of an element, or as an attribute in double quotes. What XML 1.0 cannot hold in any form (control
 * characters, lone surrogates, U+FFFE, U+FFFF) becomes U+FFFD.
 */
export function escapeMarkup(text: string): string {
  return text
    .replace(forbidden, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A member of a document or of an object in it. */
export type Member = readonly [name: string, value: JsonValue];

/** The members of a document as JSON has them, also of one that did not come from core. */
export function membersOf(problem: Readonly<ProblemDetails>): readonly Member[] {
  const members: Record<string, JsonValue> = {};
  // One by one: the limits hold for each, so that nothing is missing that JSON would have.
  for (const name of Object.keys(problem)) copyMembers({ [name]: problem[name] }, members, []);
  return Object.entries(members);
}

/** Whether a value is an array; `Array.isArray` would forget what is in it. */
export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
