import { maxText, shorten } from './limits.ts';
import type { Messages, MessageText } from './messages.ts';
import { titleOf } from './phrases.ts';
import { blank, type ProblemDetails } from './problem-details.ts';
import { runHook } from './run-hook.ts';
import { backgroundOf } from './validation-item.ts';

type Values = Readonly<Record<string, unknown>>;

/** The problem as the messages of one language say it; undefined if they say nothing of it. */
export function translateProblem(
  problem: ProblemDetails,
  messages: Messages,
  notes: string[],
): ProblemDetails | undefined {
  const { type, title, status, detail, instance: _instance, ...members } = problem;
  const { types, statuses, texts } = messages;
  const message = type === blank ? own(statuses, String(status)) : own(types, type);
  // RFC 9457 §4.2.1: about:blank is called by its phrase. Another title is somebody's own, which no entry for the phrase translates.
  const isOwnTitle = type === blank && title !== titleOf(status);
  const newTitle = own(texts, title) ?? (isOwnTitle ? undefined : message?.title);
  const newDetail =
    own(texts, detail) ??
    say(message?.detail, members, `the detail of ${type === blank ? status : type}`, notes);
  const errors = translateItems(members['errors'], messages, notes);
  if (newTitle === undefined && newDetail === undefined && errors === undefined) return undefined;
  return {
    ...problem,
    title: newTitle ?? title,
    ...(newDetail !== undefined && { detail: newDetail }),
    ...(errors !== undefined && { errors }),
  };
}

/** The validation items as the messages say them; undefined if they say nothing of any. */
function translateItems(
  errors: unknown,
  messages: Messages,
  notes: string[],
): readonly unknown[] | undefined {
  if (!Array.isArray(errors)) return undefined;
  const items = errors.map((item: unknown) => translateItem(item, messages, notes) ?? item);
  return items.some((item, index) => item !== errors[index]) ? items : undefined;
}

function translateItem(item: unknown, { items, texts }: Messages, notes: string[]): object | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { detail, code } = item as { readonly detail?: unknown; readonly code?: unknown };
  if (typeof detail !== 'string') return undefined;
  const { parameters = {}, saysMore = false } = backgroundOf(item) ?? {};
  const entry = saysMore ? undefined : own(items, code);
  const text = own(texts, detail) ?? say(entry, parameters, `the item ${String(code)}`, notes);
  return text === undefined ? undefined : { ...item, detail: text };
}

/** The text of an entry; undefined, which leaves the original, if there is no entry or it cannot say it. */
function say(
  text: MessageText<Values> | undefined,
  parameters: Values,
  what: string,
  notes: string[],
): string | undefined {
  if (text === undefined) return undefined;
  if (typeof text === 'string') return fill(text, parameters, what, notes);
  const result: unknown = runHook(`the message for ${what}`, notes, () => text(parameters));
  if (typeof result === 'string' && result !== '') return result;
  if (result !== undefined) notes.push(`the message for ${what} gave no text; its result was ignored`);
  return undefined;
}

/** Puts the parameters in their places, once: what a parameter holds is no place. Together they are cut where they are too long. */
function fill(text: string, parameters: Values, what: string, notes: string[]): string | undefined {
  let isComplete = true;
  let room = maxText;
  const filled = text.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    if (room < 0) return '';
    const words = inWords(own(parameters, name));
    if (words !== undefined) {
      const fitting = shorten(words, room);
      room -= words.length;
      return fitting;
    }
    notes.push(`the message for ${what} needs "${name}", which is not there; the text was left as it was`);
    isComplete = false;
    return '';
  });
  if (!isComplete) return undefined;
  if (room < 0) notes.push(`the message for ${what} has parameters that are too long; they were cut`);
  return filled;
}

/** A parameter as text, of which `fill` takes no more than `maxText`. */
function inWords(value: unknown): string | undefined {
  if (!Array.isArray(value))
    return ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? String(value) : undefined;
  const parts: string[] = [];
  for (let index = 0, length = -2; index < value.length && length <= maxText; index++) {
    const part: unknown = value[index];
    const words = Array.isArray(part) ? undefined : inWords(part);
    if (words === undefined) return undefined;
    parts.push(shorten(words, maxText));
    length += words.length + 2;
  }
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/** An entry of a table by its own key, so that no problem is called `constructor`. */
function own<Entry>(table: Readonly<Record<string, Entry>> | undefined, key: unknown): Entry | undefined {
  return table !== undefined && typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}
