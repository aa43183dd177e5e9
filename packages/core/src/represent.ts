import type { ProblemDetails } from './problem-details.ts';
import type { ProblemFormat } from './problem-format.ts';
import { runHook } from './run-hook.ts';

/** A body and what it is. */
export interface Representation {
  readonly mediaType: string;
  readonly body: string;
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
    if (typeof body === 'string' && body !== '') return { mediaType, body };
    notes.push(`${name} gave no text; the answer was sent as JSON`);
  }
  // A toJSON on Object.prototype would be asked what to write.
  if (typeof problem['toJSON'] === 'function') throw new TypeError('Object.prototype has been changed.');
  return { mediaType: 'application/problem+json', body: JSON.stringify(problem) };
}
