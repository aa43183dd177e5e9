import Negotiator from 'negotiator';
import { acceptLanguageOf } from './accept-language.ts';
import { isFieldValue } from './headers.ts';
import { isLongBinary, note, shorten } from './limits.ts';
import { isUriReference, problemDocument, type ProblemDetails } from './problem-details.ts';
import type { LocalizedProblem, ProblemDetailsOptions } from './responder-options.ts';
import { runHook, textOf } from './run-hook.ts';
import type { RequestView } from './views.ts';

type Customize<NativeRequest> = NonNullable<ProblemDetailsOptions<NativeRequest>['customize']>;

/** The document after the user's last word on it; whatever breaks the rules of the format is put right and noted. */
export function customize<NativeRequest>(
  hook: Customize<NativeRequest>,
  original: ProblemDetails,
  error: unknown,
  request: RequestView<NativeRequest>,
  notes: string[],
): { problem: ProblemDetails; language?: string } {
  const draft = { ...original };
  let hasReturned = false;
  const result = runHook('customize', notes, () => {
    const given = hook(draft, {
      error,
      request,
      get languages() {
        return new Negotiator({ headers: { 'accept-language': acceptLanguageOf(request) } }).languages();
      },
      note: (text) => note(notes, shorten(textOf(text), 1000)),
    });
    hasReturned = true;
    return given;
  });
  // What it threw on may have left values in the draft's members that JSON cannot hold.
  if (!hasReturned) return { problem: conform(original, original, notes) };
  try {
    if (!isLocalized(result)) return { problem: conform(result ?? draft, original, notes) };
    const problem = conform(result.problem, original, notes);
    const { language } = result;
    if (isFieldValue(language) && language !== '') return { problem, language };
    notes.push('customize gave a language that cannot be a field value; it was ignored');
    return { problem };
  } catch {
    notes.push('the result of customize could not be read and was ignored');
    return { problem: conform(original, original, notes) };
  }
}

function isLocalized(
  result: ProblemDetails | LocalizedProblem | undefined | void,
): result is LocalizedProblem {
  return (
    typeof result === 'object' &&
    result !== null &&
    'language' in result &&
    'problem' in result &&
    !('type' in result)
  );
}

function conform(given: unknown, original: ProblemDetails, notes: string[]): ProblemDetails {
  if (typeof given !== 'object' || given === null || isLongBinary(given)) {
    notes.push('customize gave no problem document; its result was ignored');
    return original;
  }
  const { type, title, status, detail, instance, ...extensions } = given as Partial<ProblemDetails>;
  // RFC 9457 §3.1.2: the member has to be the status of the response.
  if (status !== undefined && status !== original.status)
    notes.push('customize cannot change the status; it was kept');
  const fitting = <Value>(name: string, value: Value, fits: boolean): Value | undefined => {
    if (!fits && value !== undefined)
      notes.push(`the ${name} that customize gave cannot be one; it was ignored`);
    return fits ? value : undefined;
  };
  return problemDocument(
    {
      type: fitting('type', type, isUriReference(type)) ?? original.type,
      title: fitting('title', title, typeof title === 'string') ?? original.title,
      status: original.status,
      detail: fitting('detail', detail, typeof detail === 'string'),
      instance: fitting('instance', instance, isUriReference(instance)),
      extensions,
    },
    notes,
  );
}
