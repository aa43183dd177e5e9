import type { ProblemDetails } from './problem-details.ts';
import { utf8Length } from './utf8-length.ts';

/** A text and how many bytes it takes in UTF-8. */
export interface Serialized {
  readonly body: string;
  readonly length: number;
}

// Printable ASCII but the quote and the backslash: JSON holds it as it is, a character a byte. RFC 8259 §7
const plain = /^[ !#-[\]-~]*$/;
// An object lists the names that are whole numbers before all others.
const plainName = /^(?!\d)[ !#-[\]-~]*$/;

interface Head {
  readonly type: string;
  readonly title: string;
  readonly text: string;
}

/** The beginning of the last document of each status. */
const heads: (Head | undefined)[] = [];

/** The document as `JSON.stringify` would write it; most are a head and a few plain members, which need no look at each character. */
export function serializeProblem(problem: ProblemDetails): Serialized {
  let body = headOf(problem);
  if (body === undefined) return stringified(problem);
  let isPlain = true;
  // Comparisons cost less than a look into a set.
  for (const name in problem) {
    if (name === 'type' || name === 'title' || name === 'status') continue;
    const value = problem[name];
    const text = plainJson(value);
    isPlain &&= text !== undefined;
    if (name !== 'detail' && !(plainName.test(name) && Object.hasOwn(problem, name)))
      return stringified(problem);
    body += `,"${name}":${text ?? JSON.stringify(value)}`;
  }
  body += '}';
  return { body, length: isPlain ? body.length : utf8Length(body) };
}

function stringified(problem: ProblemDetails): Serialized {
  const body = JSON.stringify(problem);
  return { body, length: utf8Length(body) };
}

/** What JSON writes for a value that takes no thought. */
function plainJson(value: unknown): string | undefined {
  if (typeof value === 'string') return plain.test(value) ? `"${value}"` : undefined;
  return Number.isFinite(value) || typeof value === 'boolean' ? String(value) : undefined;
}

function headOf({ type, title, status }: ProblemDetails): string | undefined {
  const last = heads[status - 400];
  if (last?.title === title && last.type === type) return last.text;
  if (!plain.test(type) || !plain.test(title)) return undefined;
  const text = `{"type":"${type}","title":"${title}","status":${status}`;
  heads[status - 400] = { type, title, text };
  return text;
}
