import { isFieldValue } from './headers.ts';
import type { ProblemDetails } from './problem-details.ts';

/** A representation of problems beside JSON: one of ours (`xml`, `html`), or your own. */
export interface ProblemFormat {
  /** Sent as `Content-Type`; a client gets this format if its `Accept` prefers it to JSON. RFC 9110 §8.3.1 */
  readonly mediaType: string;
  /**
   * The whole body, never empty. Synchronous. A format that throws, or gives no text, is noted, and the answer is JSON.
   *
   * @param language What `customize` set as `Content-Language`, if it did. RFC 9110 §8.5
   */
  render(problem: Readonly<ProblemDetails>, language?: string): string;
}

const name = String.raw`[a-z\d][\w!#$&^.+-]*`;
const token = String.raw`[\w!#$%&'*+.^${'`'}|~-]+`;
const parameter = String.raw`[\t ]*;[\t ]*${token}=(?:${token}|"(?:[^"\\]|\\.)*")`;
// RFC 6838 §4.2, RFC 9110 §8.3.1. JSON is always there, and always ours.
const mediaType = new RegExp(
  `^(?!application/problem\\+json(?:[\t ;]|$))${name}/${name}(?:${parameter})*$`,
  'i',
);

/** Whether a value can be a format, as far as that can be told before it renders. */
export function isProblemFormat(value: unknown): value is ProblemFormat {
  if (typeof value !== 'object' || value === null) return false;
  const format: Partial<Record<keyof ProblemFormat, unknown>> = value;
  return (
    typeof format.mediaType === 'string' &&
    mediaType.test(format.mediaType) &&
    isFieldValue(format.mediaType) &&
    typeof format.render === 'function'
  );
}
