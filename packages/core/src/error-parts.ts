import type { HeaderFields } from './http-error.ts';
import { firstOf, isLongList, maxFields, shorten } from './limits.ts';
import { optionsOf } from './options-of.ts';
import type { ProblemOptions } from './options.ts';
import { isUriReference, noMembers } from './problem-details.ts';

/** What the options of an error say, as far as it can be used. */
export interface Parts {
  readonly detail?: string | undefined;
  readonly title?: string | undefined;
  readonly type?: string | undefined;
  readonly instance?: string | undefined;
  readonly extensions: object;
  readonly headers: HeaderFields;
  readonly expose?: boolean | undefined;
  /** What `Error` takes: an error without a cause has no such member. */
  readonly cause?: { readonly cause: unknown } | undefined;
}

export const noParts: Parts = { extensions: noMembers, headers: noMembers };

/** Reads the options; what cannot be used is added to `notes`. Never throws. */
export function readParts(
  first: string | ProblemOptions | undefined,
  second: ProblemOptions | undefined,
  notes: string[],
): Parts {
  try {
    const options = optionsOf(first, second);
    const { detail, title, type, instance, extensions, headers, expose } = options;
    return {
      detail: text(detail),
      title: text(title),
      type: reference(type, 'type', notes),
      instance: reference(instance, 'instance', notes),
      extensions: record(extensions, 'extensions', notes),
      headers: record(headers, 'headers', notes) as HeaderFields,
      expose: typeof expose === 'boolean' ? expose : undefined,
      cause: 'cause' in options ? { cause: options.cause } : undefined,
    };
  } catch {
    notes.push('the options could not be read and were ignored');
    return noParts;
  }
}

/** A text that says something. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A URI reference; undefined for what is none, which is noted. */
export function reference(value: unknown, member: string, notes: string[]): string | undefined {
  if (value === undefined || isUriReference(value)) return value;
  notes.push(`${member}: ${describe(value)} is no URI reference and was ignored`);
  return undefined;
}

function record(value: unknown, option: string, notes: string[]): object {
  if (value === undefined || value === null) return noMembers;
  if (typeof value === 'object' && !isLongList(value)) return value;
  notes.push(`${option}: ${describe(value)} is no object and was ignored`);
  return noMembers;
}

/** The fields of the typed options beside those that were given, which may throw when they are read. */
export function withTyped(given: HeaderFields, typed: HeaderFields, notes: string[]): HeaderFields {
  if (given === noMembers) return typed;
  try {
    return { ...fieldsOf(given), ...typed };
  } catch {
    notes.push('headers: could not be read and were ignored');
    return typed;
  }
}

type Entry = readonly [name: string, value: string | readonly string[]];

/** The fields of Headers or a Map as a record; a record itself. */
function fieldsOf(headers: object): HeaderFields {
  const { entries } = headers as { entries?: unknown };
  if (typeof entries !== 'function') return headers as HeaderFields;
  const record = Object.create(null) as Record<string, readonly string[]>;
  // Headers give each cookie as an entry of its own. RFC 6265 §3
  for (const [name, value] of firstOf(entries.call(headers) as Iterable<Entry>, maxFields))
    record[name] = [record[name] ?? [], value].flat();
  return record;
}

/** A value in a few words, for a note. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(shorten(value, 100));
    case 'object':
      return value === null ? 'null' : 'an object';
    case 'function':
      return 'a function';
    case 'bigint':
      return 'a BigInt';
    default:
      return String(value);
  }
}
