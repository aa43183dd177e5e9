import { formatAllow, isToken } from './allow.ts';
import { firstItems, maxFields, maxHead, namesOf, note, shorten } from './limits.ts';
import type { ResponseView } from './views.ts';

/** Fields that describe a body, or frame it. RFC 9110 §8, RFC 9112 §6 */
const ofBody = [
  'content-type',
  'content-length',
  'content-encoding',
  'content-language',
  'content-location',
  'content-range',
  'content-disposition',
  'content-md5',
  'content-digest',
  'repr-digest',
  'digest',
  'transfer-encoding',
  'trailer',
];

/**
 * Fields that describe the body which the failed handler had in mind, or let it be cached: they leave when a problem takes
 * its place. RFC 9110 §8, RFC 9111 §5
 */
export const leftoverHeaders: ReadonlySet<string> = new Set([
  ...ofBody,
  'age',
  'etag',
  'last-modified',
  'cache-control',
  'expires',
  'pragma',
  'accept-ranges',
]);

/** Fields that an error cannot set: those of the connection (RFC 9110 §7.6.1), and those of the body, which is ours. */
const refused: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'upgrade',
  ...ofBody,
]);

// RFC 9110 §5.5: no control characters but the tab; Node refuses what is outside of Latin-1.
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The fields of an error that may be sent, by lower-case name; whatever is dropped is added to `notes`. */
export type Fields = Map<string, Field>;

interface Field {
  readonly name: string;
  readonly value: string | readonly string[];
}

/** Whether a value can be sent as a field value, and is not too long for one. RFC 9110 §5.5 */
export function isFieldValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxHead && fieldValue.test(value);
}

/** Picks the fields of `headers` (a record, a Map or Headers) that an error with this status may set. */
export function readFields(
  headers: unknown,
  status: number,
  httpVersion: string | undefined,
  notes: string[],
): Fields {
  const fields: Fields = new Map();
  let count = 0;
  let room = maxHead;
  try {
    for (const [name, value] of entriesOf(headers)) {
      if (value === undefined || value === null) continue;
      if (++count > maxFields) {
        note(notes, 'the error has too many headers; the rest was dropped');
        break;
      }
      const field = fieldOf(name, value, status, httpVersion, notes);
      if (field === undefined) continue;
      const size = [field.name, field.value].flat().join('').length;
      if (size > room) {
        note(notes, `the header ${quoted(field.name)} is too long and was dropped`);
        continue;
      }
      room -= size;
      fields.set(field.name.toLowerCase(), field);
    }
  } catch {
    note(notes, 'the headers of the error could not be read and were left out');
  }
  return fields;
}

function entriesOf(headers: unknown): Iterable<readonly [unknown, unknown]> {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return [];
  const { entries } = headers as { entries?: unknown };
  return typeof entries === 'function'
    ? (entries.call(headers) as Iterable<readonly [unknown, unknown]>)
    : membersOf(headers as Readonly<Record<string, unknown>>);
}

/** Stands for a value that throws: like any symbol, it is none that HTTP allows. */
const unreadable = Symbol('unreadable');

function* membersOf(headers: Readonly<Record<string, unknown>>): Generator<readonly [string, unknown]> {
  for (const name of namesOf(headers)) {
    let value: unknown = unreadable;
    try {
      value = headers[name];
    } catch {
      // It costs its own field only.
    }
    yield [name, value];
  }
}

function fieldOf(
  name: unknown,
  value: unknown,
  status: number,
  httpVersion: string | undefined,
  notes: string[],
): Field | undefined {
  if (typeof name !== 'string' || name.length > maxHead || !isToken(name)) {
    note(notes, 'a header with a malformed name was dropped');
    return undefined;
  }
  const key = name.toLowerCase();
  if (refused.has(key)) {
    const reason = whyRefused(key, status, httpVersion);
    if (reason !== undefined) {
      note(notes, `the header ${quoted(name)} ${reason} and was dropped`);
      return undefined;
    }
  }
  const isList = Array.isArray(value);
  const lines = isList ? firstItems(value, maxFields) : [value];
  const values = lines.map((line) => (typeof line === 'number' ? String(line) : line));
  const allowed = values.filter(isFieldValue);
  if (allowed.length < (isList ? value.length : 1))
    note(notes, `the header ${quoted(name)} has a value that HTTP forbids, which was dropped`);
  const [only] = allowed;
  return only === undefined ? undefined : { name, value: allowed.length === 1 ? only : allowed };
}

function quoted(name: string): string {
  return `"${shorten(name, 100)}"`;
}

/** Refuses the fields of the connection and the body but those that RFC 9110 gives to a status: §15.5.17 and §15.5.22. */
function whyRefused(key: string, status: number, httpVersion = '1.1'): string | undefined {
  const isOfStatus =
    key === 'content-range' ? status === 416 : status === 426 && (key === 'upgrade' || key === 'connection');
  if (!isOfStatus) return "is not the error's to set";
  // RFC 9113 §8.2.2: connection-specific fields make an HTTP/2 message malformed; HTTP/1.0 knows no Upgrade.
  return key === 'content-range' || httpVersion === '1.1' ? undefined : `has no place in HTTP/${httpVersion}`;
}

/** Joins the fields of an error with those already on the response, where replacing them would lose something. */
export function mergeFields(fields: Fields, response: ResponseView, status: number, challenge: string): void {
  const allow = fields.get('allow')?.value ?? (status === 405 ? response.header('allow') : undefined);
  if (allow !== undefined) fields.set('allow', { name: 'Allow', value: formatAllow([allow].flat()) });

  if (
    status === 401 &&
    !fields.has('www-authenticate') &&
    response.header('www-authenticate') === undefined
  ) {
    fields.set('www-authenticate', { name: 'WWW-Authenticate', value: challenge });
  }

  const cookies = fields.get('set-cookie')?.value;
  if (cookies !== undefined) {
    fields.set('set-cookie', {
      name: 'Set-Cookie',
      value: [response.header('set-cookie') ?? [], cookies].flat(),
    });
  }

  const vary = fields.get('vary')?.value;
  if (vary !== undefined) {
    fields.set('vary', {
      name: 'Vary',
      value: mergeVary([...list(response.header('vary') ?? []), ...list(vary)]),
    });
  }
}

/** The members of a comma-separated field. RFC 9110 §5.6.1 */
function list(value: string | readonly string[]): string[] {
  return [value]
    .flat()
    .flatMap((line) => String(line).split(','))
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

function mergeVary(names: readonly string[]): string {
  if (names.includes('*')) return '*';
  const seen = new Map<string, string>();
  for (const name of names) if (!seen.has(name.toLowerCase())) seen.set(name.toLowerCase(), name);
  return [...seen.values()].join(', ');
}
