import { isErrorStatus } from './http-error.ts';
import type { Messages, MessagesOptions } from './messages.ts';
import { blank, isUriReference } from './problem-details.ts';

type Catalogued = Pick<NonNullable<MessagesOptions['catalog']>, 'types'>;

/**
 * The messages of each language by its canonical tag, the default language first.
 *
 * @throws {TypeError} that names the language and the entry.
 */
export function checkMessages(options: unknown): Map<string, Messages> {
  const { default: first, languages, catalog, ...unknown } = object(options, 'the options');
  for (const name of Object.keys(unknown))
    refuse(`"${name}" is no option. The options are default, languages, catalog.`);
  const checked = new Map<string, Messages>([[canonical(first), {}]]);
  const seen = new Set<string>();
  for (const [tag, messages] of Object.entries(object(languages, 'languages'))) {
    const language = canonical(tag);
    if (seen.has(language)) refuse(`the language "${language}" is there twice.`);
    seen.add(language);
    checkLanguage(tag, object(messages, `"${tag}"`), catalog as Catalogued | undefined);
    checked.set(language, messages as Messages);
  }
  return checked;
}

function canonical(tag: unknown): string {
  try {
    const [language] = typeof tag === 'string' ? Intl.getCanonicalLocales(tag) : [];
    if (language !== undefined) return language;
  } catch {
    // It is refused below, by its name.
  }
  return refuse(`${JSON.stringify(tag)} is no language tag, such as "de" or "pt-BR" (RFC 5646).`);
}

function checkLanguage(
  tag: string,
  { types, statuses, items, texts, ...unknown }: Record<string, unknown>,
  catalog: Catalogued | undefined,
): void {
  for (const name of Object.keys(unknown))
    refuse(`"${name}" in "${tag}" is none of types, statuses, items, texts.`);
  for (const [type, message, where] of entries(types, `types of "${tag}"`)) {
    if (!isUriReference(type) || type === blank)
      refuse(`${where} is not by the URI of a problem type. What ${blank} says goes into statuses.`);
    if (catalog?.types.has(type) === false)
      refuse(`${where} is for a problem type that the catalog has not.`);
    checkMessage(message, where);
  }
  for (const [status, message, where] of entries(statuses, `statuses of "${tag}"`)) {
    if (!isErrorStatus(Number(status))) refuse(`${where} is for no status of an error (400–599).`);
    checkMessage(message, where);
  }
  for (const [, text, where] of entries(items, `items of "${tag}"`)) checkText(text, where, true);
  for (const [, text, where] of entries(texts, `texts of "${tag}"`)) checkText(text, where, false);
}

function checkMessage(message: unknown, where: string): void {
  const { title, detail, ...unknown } = object(message, where);
  for (const name of Object.keys(unknown)) refuse(`"${name}" in ${where} is neither title nor detail.`);
  if (title !== undefined) checkText(title, `the title of ${where}`, false);
  if (detail !== undefined) checkText(detail, `the detail of ${where}`, true);
}

function checkText(text: unknown, where: string, mayBeFunction: boolean): void {
  const fits = (typeof text === 'string' && text !== '') || (mayBeFunction && typeof text === 'function');
  if (!fits) refuse(`${where} must be a text${mayBeFunction ? ', or a function that gives one' : ''}.`);
}

/** The entries of a part, each with its name for the error. */
function entries(part: unknown, where: string): readonly (readonly [string, unknown, string])[] {
  return part === undefined
    ? []
    : Object.entries(object(part, where)).map(([key, value]) => [key, value, `"${key}" in ${where}`]);
}

function object(value: unknown, what: string): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : refuse(`${what} must be an object.`);
}

function refuse(why: string): never {
  throw new TypeError(`messages: ${why}`);
}
