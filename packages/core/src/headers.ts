import { formatAllow, isToken } from './allow.ts';
import { firstItems, maxFields, maxHead, namesOf, note, shorten } from './limits.ts';
import { noMembers } from './problem-details.ts';
import { catchRejection } from './run-hook.ts';
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
  'http2-settings',
  ...ofBody,
]);

/** Fields of one value, of which Node's HTTP/2 refuses a second. RFC 9110 §5.3 */
const singletons: ReadonlySet<string> = new Set([
  'access-control-allow-credentials',
  'access-control-max-age',
  'age',
  'date',
  'etag',
  'expires',
  'last-modified',
  'location',
  'retry-after',
  'tk',
  'x-content-type-options',
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
): Fields | undefined {
  if (typeof headers !== 'object' || headers === null || headers === noMembers) return undefined;
  const reader: Reader = { fields: new Map(), count: 0, room: maxHead, status, httpVersion, notes };
  try {
    const { entries } = headers as { entries?: unknown };
    if (Array.isArray(headers)) note(notes, 'the headers of the error are a list and were left out');
    else if (typeof entries === 'function') readEntries(entries.call(headers), reader);
    else readMembers(headers as Readonly<Record<string, unknown>>, reader);
  } catch {
    note(notes, 'the headers of the error could not be read and were left out');
  }
  return reader.fields.size > 0 ? reader.fields : undefined;
}

interface Reader {
  readonly fields: Fields;
  readonly status: number;
  readonly httpVersion: string | undefined;
  readonly notes: string[];
  count: number;
  room: number;
}

function readEntries(entries: unknown, reader: Reader): void {
  catchRejection(entries);
  for (const [name, value] of entries as Iterable<readonly [unknown, unknown]>)
    if (!readField(name, value, reader)) return;
}

/** Stands for a value that throws: like any symbol, it is none that HTTP allows. */
const unreadable = Symbol('unreadable');

function readMembers(headers: Readonly<Record<string, unknown>>, reader: Reader): void {
  for (const name of namesOf(headers)) {
    let value: unknown = unreadable;
    try {
      value = headers[name];
    } catch {
      // It costs its own field only.
    }
    if (!readField(name, value, reader)) return;
  }
}

/** Takes a field in, if it may be set; false where there have been too many. */
function readField(name: unknown, value: unknown, reader: Reader): boolean {
  const { fields, status, httpVersion, notes } = reader;
  if (++reader.count > maxFields) {
    note(notes, 'the error has too many headers; the rest was dropped');
    return false;
  }
  if (value === undefined || value === null) return true;
  const field = fieldOf(name, value, status, httpVersion, notes);
  if (field === undefined) return true;
  const size = field.name.length + lengthOf(field.value);
  if (size > reader.room) {
    note(notes, `the header ${quoted(field.name)} is too long and was dropped`);
    return true;
  }
  reader.room -= size;
  const key = field.name.toLowerCase();
  // Headers give each cookie as an entry of its own. RFC 6265 §3
  const before = key === 'set-cookie' ? fields.get(key) : undefined;
  fields.set(
    key,
    before === undefined ? field : { name: field.name, value: [before.value, field.value].flat() },
  );
  return true;
}

function lengthOf(value: string | readonly string[]): number {
  return typeof value === 'string' ? value.length : value.join('').length;
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
  if (isFieldValue(value)) return { name, value };
  const isList = Array.isArray(value);
  const lines = isList ? firstItems(value, maxFields) : [value];
  const values = lines.map((line) => (typeof line === 'number' ? String(line) : line));
  const allowed = values.filter(isFieldValue);
  if (allowed.length < (isList ? value.length : 1))
    note(notes, `the header ${quoted(name)} has a value that HTTP forbids, which was dropped`);
  const [only] = allowed;
  if (only === undefined) return undefined;
  if (allowed.length > 1 && !singletons.has(key)) return { name, value: allowed };
  if (allowed.length > 1) note(notes, `the header ${quoted(name)} takes one value; the others were dropped`);
  return { name, value: only };
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
export function mergeFields(
  given: Fields | undefined,
  response: ResponseView,
  status: number,
  challenge: string,
): Fields | undefined {
  let fields = given;
  const allow = fields?.get('allow')?.value ?? (status === 405 ? response.header('allow') : undefined);
  if (allow !== undefined)
    fields = withField(fields, 'Allow', formatAllow(typeof allow === 'string' ? [allow] : allow));

  if (
    status === 401 &&
    fields?.has('www-authenticate') !== true &&
    response.header('www-authenticate') === undefined
  ) {
    fields = withField(fields, 'WWW-Authenticate', challenge);
  }

  const cookies = fields?.get('set-cookie')?.value;
  if (cookies !== undefined) {
    const there = [response.header('set-cookie') ?? []].flat().filter(isFieldValue);
    fields = withField(fields, 'Set-Cookie', [there, cookies].flat());
  }

  const vary = fields?.get('vary')?.value;
  if (vary !== undefined) {
    const there = list(response.header('vary') ?? []).filter(isFieldValue);
    fields = withField(fields, 'Vary', mergeVary([...there, ...list(vary)]));
  }
  return fields;
}

/** The fields with one more; most answers have none. */
export function withField(
  fields: Fields | undefined,
  name: string,
  value: string | readonly string[],
): Fields {
  return (fields ?? new Map<string, Field>()).set(name.toLowerCase(), { name, value });
}

/** The fields with one more name in Vary. RFC 9110 §12.5.5 */
export function withVary(fields: Fields | undefined, name: string): Fields {
  return withField(fields, 'Vary', [fields?.get('vary')?.value ?? [], name].flat());
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
