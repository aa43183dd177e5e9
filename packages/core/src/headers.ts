import { formatAllow, isToken } from './allow.ts';
import type { HeaderFields } from './http-error.ts';
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
export type Fields = Map<string, { name: string; value: string | readonly string[] }>;

/** Whether a value can be sent as a field value. RFC 9110 §5.5 */
export function isFieldValue(value: unknown): value is string {
  return typeof value === 'string' && fieldValue.test(value);
}

/** Picks the fields of `headers` (a record, a Map or Headers) that an error with this status may set. */
export function readFields(
  headers: unknown,
  status: number,
  httpVersion: string | undefined,
  notes: string[],
): Fields {
  const fields: Fields = new Map();
  try {
    for (const [name, value] of entriesOf(headers))
      readField(fields, name, value, status, httpVersion, notes);
  } catch {
    notes.push('the headers of the error could not be read and were left out');
  }
  return fields;
}

function entriesOf(headers: unknown): Iterable<readonly [unknown, unknown]> {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return [];
  const { entries } = headers as { entries?: unknown };
  return typeof entries === 'function'
    ? (entries.call(headers) as Iterable<readonly [unknown, unknown]>)
    : Object.keys(headers).map((name) => [name, (headers as HeaderFields)[name]] as const);
}

function readField(
  fields: Fields,
  name: unknown,
  value: unknown,
  status: number,
  httpVersion: string | undefined,
  notes: string[],
): void {
  if (value === undefined || value === null) return;
  if (typeof name !== 'string' || !isToken(name)) {
    notes.push('a header with a malformed name was dropped');
    return;
  }
  const key = name.toLowerCase();
  if (refused.has(key) && !belongsTo(key, status, httpVersion)) {
    notes.push(`the header "${name}" is not the error's to set and was dropped`);
    return;
  }
  const lines: readonly unknown[] = Array.isArray(value) ? value : [value];
  const values = lines.map((line) => (typeof line === 'number' ? String(line) : line));
  const allowed = values.filter(isFieldValue);
  if (allowed.length < values.length)
    notes.push(`the header "${name}" has a value that HTTP forbids, which was dropped`);
  const [only] = allowed;
  if (only !== undefined) fields.set(key, { name, value: allowed.length === 1 ? only : allowed });
}

/** The fields of the connection and the body that RFC 9110 gives to a status: §15.5.17 and §15.5.22. */
function belongsTo(key: string, status: number, httpVersion: string | undefined): boolean {
  if (key === 'content-range') return status === 416;
  // RFC 9113 §8.2.2: connection-specific fields make an HTTP/2 message malformed; HTTP/1.0 knows no Upgrade.
  return status === 426 && (key === 'upgrade' || key === 'connection') && (httpVersion ?? '1.1') === '1.1';
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
    .flatMap((line) => line.split(','))
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

function mergeVary(names: readonly string[]): string {
  if (names.includes('*')) return '*';
  const seen = new Map<string, string>();
  for (const name of names) if (!seen.has(name.toLowerCase())) seen.set(name.toLowerCase(), name);
  return [...seen.values()].join(', ');
}
