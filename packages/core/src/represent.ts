import type { ProblemDetails } from './problem-details.ts';
import type { ProblemFormat } from './problem-format.ts';
import { runHook } from './run-hook.ts';
import { serializeProblem, type Serialized } from './serialize-problem.ts';
import { utf8Length } from './utf8-length.ts';

/** The media type of a problem document. RFC 9457 §3 */
export const problemJson = 'application/problem+json';

/** A body, its length in bytes, and what it is. */
export interface Representation extends Serialized {
  readonly mediaType: string;
}

/** The document in a format, or in JSON: where there is none, and where it fails. */
export function represent(
  problem: ProblemDetails,
  format: ProblemFormat | undefined,
  language: string | undefined,
  notes: string[],
): Representation {
  if (format !== undefined) {
    const { mediaType } = format;
    const name = `the format "${mediaType}"`;
    // A copy, so that what a format does to it stays out of the report.
    const body: unknown = runHook(name, notes, () => format.render({ ...problem }, language));
    if (typeof body === 'string' && body !== '') return { mediaType, body, length: utf8Length(body) };
    notes.push(`${name} gave no text; the answer was sent as JSON`);
  }
  // A toJSON on Object.prototype would be asked what to write.
  if (typeof problem['toJSON'] === 'function') throw new TypeError('Object.prototype has been changed.');
  const { body, length } = serializeProblem(problem);
  return { mediaType: problemJson, body, length };
}
