import { checkMessages } from './check-messages.ts';
import type { Catalog } from './create-catalog.ts';
import type { HttpErrorClass } from './http-error.ts';
import { acceptLanguageOf } from './accept-language.ts';
import { lookUpLanguage } from './look-up-language.ts';
import type { ProblemDetails } from './problem-details.ts';
import type { CustomizeContext, LocalizedProblem } from './responder-options.ts';
import { translateProblem } from './translate-problem.ts';

/**
 * A text in one language. In a string, `{name}` stands for the parameter of that name; a function gets all of them, and leaves
 * the original text by giving undefined.
 */
export type MessageText<Parameters> = string | ((parameters: Parameters) => string | undefined);

type Values = Readonly<Record<string, unknown>>;

/** A class that `defineProblem` made. */
type ProblemType = HttpErrorClass & { readonly type: string };

/** What one kind of problem is called in one language. What is absent keeps its original text. */
export interface Message<Parameters = Values> {
  /** The same for every occurrence. RFC 9457 §3.1.3 */
  readonly title?: string | undefined;
  /** Takes the place of the detail of every occurrence; its parameters are the extension members. RFC 9457 §3.1.4 */
  readonly detail?: MessageText<Parameters> | undefined;
}

/** A value as JSON gives it back. */
type OnWire<T> = T extends bigint
  ? string
  : T extends { toJSON(): infer Json }
    ? OnWire<Json>
    : T extends object
      ? { readonly [Name in keyof T]: OnWire<T[Name]> }
      : T;

type MessageByType<C extends ProblemType> = [C] extends [never]
  ? Readonly<Record<string, Message>>
  : {
      readonly [T in C['type']]?:
        | Message<OnWire<InstanceType<Extract<C, { readonly type: T }>>['extensions']>>
        | undefined;
    };

/** The texts of one language. Without functions it is plain JSON. */
export interface Messages<C extends ProblemType = never> {
  /** By the URI of the problem type. */
  readonly types?: MessageByType<C> | undefined;
  /** By the status code, for problems whose type is `about:blank`. */
  readonly statuses?: Readonly<Record<number, Message>> | undefined;
  /** The details of validation items, by their code; the parameters are those of the rule: `limit` of a JSON Schema keyword. */
  readonly items?: Readonly<Record<string, MessageText<Values>>> | undefined;
  /** Any title or detail, of a problem or of an item, by its original text. Comes before all others. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/** What {@link messages} takes. */
export interface MessagesOptions<C extends ProblemType = never> {
  /** The language of the original texts, and of the answer where the client accepts no other. RFC 5646 */
  readonly default: string;
  /** The texts by language tag, such as `de` or `pt-BR`. RFC 5646 */
  readonly languages: Readonly<Record<string, Messages<C>>>;
  /** The problem types, so that the compiler knows their URIs and members, and another URI fails at start. */
  readonly catalog?: Catalog<C> | undefined;
}

/**
 * Makes a `customize` that says titles, details and validation items in the language that suits the client best, by
 * Accept-Language. Type, status, codes, pointers and all other members stay. The answer gets `Content-Language`, and `Accept-Language`
 * in `Vary`, in the default language too. RFC 9457 §3.1.3, RFC 9110 §12.5.4, RFC 4647 §3.4
 *
 * @throws {TypeError} if a language or an entry cannot be one: at start.
 * @example
 * customize: messages({
 *   default: 'en',
 *   languages: { de: { statuses: { 404: { title: 'Nicht gefunden' } }, items: { minimum: 'mindestens {limit}' } } },
 * })
 */
export function messages<C extends ProblemType = never>(
  options: MessagesOptions<C>,
): (problem: ProblemDetails, context: CustomizeContext) => LocalizedProblem {
  const byLanguage = checkMessages(options);
  const available = [...byLanguage.keys()];

  return (problem, { languages, request, note }) => {
    const language = lookUpLanguage(available, languages, acceptLanguageOf(request));
    const notes: string[] = [];
    const translated = translateProblem(problem, byLanguage.get(language) ?? {}, notes);
    for (const text of notes) note(text);
    // Nothing was said in it: the texts are still in the language they were written in.
    return translated === undefined
      ? { problem, language: String(available[0]) }
      : { problem: translated, language };
  };
}
