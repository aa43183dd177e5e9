import { copyMembers } from './json-value.ts';
import { maxText, note, shorten } from './limits.ts';
import { titleOf } from './phrases.ts';

/** A problem document. RFC 9457 §3.1 */
export interface ProblemDetails {
  /** URI reference that identifies the problem type; `about:blank` when the status says it all. RFC 9457 §3.1.1 */
  type: string;
  /** Short summary of the problem type, the same for every occurrence. RFC 9457 §3.1.3 */
  title: string;
  /** The status code of the response, 400–599. RFC 9457 §3.1.2 */
  status: number;
  /** What went wrong this time, for whoever can mend the request. RFC 9457 §3.1.4 */
  detail?: string;
  /** URI reference that identifies this occurrence. RFC 9457 §3.1.5 */
  instance?: string;
  /** Extension members. RFC 9457 §3.2 */
  [member: string]: unknown;
}

/** The type of a problem that the status code describes alone. RFC 9457 §4.2.1 */
export const blank = 'about:blank';

/** What an error without extension members or fields has in their place. */
export const noMembers: Readonly<Record<string, never>> = Object.freeze({});

const standardMembers: ReadonlySet<string> = new Set(['type', 'title', 'status', 'detail', 'instance']);

/** The parts of a problem document before they are known to fit into JSON. */
export interface ProblemParts {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;
  readonly instance?: string | undefined;
  readonly extensions: object;
}

/** Builds the document in the order of the wire format; what had to be left out or degraded is added to `notes`. */
export function problemDocument(parts: ProblemParts, notes: string[]): ProblemDetails {
  // Whoever made the error, these may be anything: it can be of another copy of this package, or a Proxy.
  const { type, title, status, detail, instance, extensions } = parts as {
    readonly [Name in keyof ProblemParts]: unknown;
  } & { readonly status: number; readonly extensions: object };
  const problem: ProblemDetails = {
    type: uriOf(type, 'type', notes) ?? blank,
    title: textOf(title, 'title', notes) ?? titleOf(status),
    status,
  };
  const about = textOf(detail, 'detail', notes);
  const occurrence = uriOf(instance, 'instance', notes);
  if (about !== undefined) problem.detail = about;
  if (occurrence !== undefined) problem.instance = occurrence;
  if (extensions !== noMembers) addExtensions(extensions, problem, notes);
  return problem;
}

function addExtensions(extensions: object, problem: ProblemDetails, notes: string[]): void {
  try {
    copyMembers(extensions, problem, notes, standardMembers);
  } catch {
    note(notes, 'the extension members could not be read and were left out');
  }
}

function uriOf(value: unknown, member: string, notes: string[]): string | undefined {
  if (value === undefined || isUriReference(value)) return value;
  note(notes, `the ${member} is no URI reference and was left out`);
  return undefined;
}

function textOf(value: unknown, member: string, notes: string[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length > maxText) note(notes, `the ${member} is too long and was cut`);
  return shorten(value, maxText);
}

const uriReference = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-Fa-f]{2})+$/;

/** Whether a string has only the characters of a URI reference, and not too many of them. RFC 3986 §2 */
export function isUriReference(value: unknown): value is string {
  return (
    value === blank || (typeof value === 'string' && value.length <= maxText && uriReference.test(value))
  );
}
