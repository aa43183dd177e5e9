import { toJsonValue } from './json-value.ts';
import { setMember } from './set-member.ts';

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
  const { type, title, status, detail, instance, extensions } = parts;
  const problem: ProblemDetails = { type, title, status };
  if (typeof detail === 'string') problem.detail = detail;
  if (typeof instance === 'string') problem.instance = instance;
  for (const [name, value] of members(extensions, notes)) {
    const json = toJsonValue(value, name, notes);
    if (json !== undefined) setMember(problem, name, json);
  }
  return problem;
}

/** The extension members of an object, one by one, so that a getter that throws costs only its own member. */
function* members(extensions: object, notes: string[]): Generator<[string, unknown]> {
  let names: readonly string[];
  try {
    names = Object.keys(extensions);
  } catch {
    notes.push('the extension members could not be read and were left out');
    return;
  }
  for (const name of names) {
    try {
      const value = (extensions as Record<string, unknown>)[name];
      if (!standardMembers.has(name)) yield [name, value];
      else if (value !== undefined)
        notes.push(`the extension member "${name}" is reserved by RFC 9457 and was left out`);
    } catch {
      notes.push(`the member "${name}" threw when it was read and was left out`);
    }
  }
}

const uriReference = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-Fa-f]{2})+$/;

/** Whether a string has only the characters of a URI reference. RFC 3986 §2 */
export function isUriReference(value: unknown): value is string {
  return typeof value === 'string' && uriReference.test(value);
}
