import type { ProblemDetails } from './problem-details.ts';
import { utf8Length } from './utf8-length.ts';

/** A text and how many bytes it takes in UTF-8. */
export interface Serialized {
  readonly body: string;
  readonly length: number;
}

// Printable ASCII but the quote and the backslash: JSON holds it as it is, a character a byte. RFC 8259 §7
const plain = /^[ !#-[\]-~]*$/;

interface Head {
  readonly type: string;
  readonly title: string;
  readonly text: string;
}

/** The beginning of the last document of each status. */
const heads: (Head | undefined)[] = [];

/** The document as `JSON.stringify` would write it. */
export function serializeProblem(problem: ProblemDetails): Serialized {
  const body = concatenated(problem);
  if (body !== undefined) return { body, length: body.length };
  // A toJSON on Object.prototype would be asked what to write.
  if (typeof problem['toJSON'] === 'function') throw new TypeError('Object.prototype has been changed.');
  const text = JSON.stringify(problem);
  return { body: text, length: utf8Length(text) };
}

/** Most documents are a head and a detail of plain characters; undefined for others. */
function concatenated(problem: ProblemDetails): string | undefined {
  // A comparison costs less than a look into a set.
  for (const name in problem)
    if (name !== 'type' && name !== 'title' && name !== 'status' && name !== 'detail') return undefined;
  const { detail } = problem;
  const head = headOf(problem);
  if (head === undefined || detail === undefined) return head && `${head}}`;
  return plain.test(detail) ? `${head},"detail":"${detail}"}` : undefined;
}

function headOf({ type, title, status }: ProblemDetails): string | undefined {
  const last = heads[status - 400];
  if (last?.title === title && last.type === type) return last.text;
  if (!plain.test(type) || !plain.test(title)) return undefined;
  const text = `{"type":"${type}","title":"${title}","status":${status}`;
  heads[status - 400] = { type, title, text };
  return text;
}
