import { formatAllow } from './allow.ts';
import type { HeaderFields } from './http-error.ts';
import { firstItems, firstOf, maxFields } from './limits.ts';
import { optionsOf } from './options-of.ts';

// Errors are made while something fails already, so nothing here throws: an option of the wrong type leaves its field out.

/** The arguments of a constructor: detail first, or options only. */
type Argument = string | object | undefined;

/** The fields that one option stands for, or undefined. */
function fieldsOf(
  first: Argument,
  second: Argument,
  option: string,
  format: (value: unknown) => HeaderFields | undefined,
): HeaderFields | undefined {
  try {
    const value = (optionsOf(first, second) as Readonly<Record<string, unknown>>)[option];
    return value === undefined ? undefined : format(value);
  } catch {
    return undefined;
  }
}

/** The strings among what may be one or several. */
function strings(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? firstItems(value, maxFields) : [value];
  return list.filter((item) => typeof item === 'string' && item !== '') as string[];
}

/** A field whose value is a list. RFC 9110 §5.6.1 */
function listField(
  first: Argument,
  second: Argument,
  option: string,
  name: string,
): HeaderFields | undefined {
  return fieldsOf(first, second, option, (value) => {
    const members = strings(value);
    return members.length > 0 ? { [name]: members.join(', ') } : undefined;
  });
}

/** The challenges, one field line each: not every client takes a list of them apart. RFC 9110 §11.6.1 */
export function challengeField(first: Argument, second: Argument, name: string): HeaderFields | undefined {
  return fieldsOf(first, second, 'challenge', (value) => {
    const challenges = strings(value);
    const [only] = challenges;
    if (only === undefined) return undefined;
    return { [name]: challenges.length === 1 ? only : challenges };
  });
}

/** RFC 9110 §10.2.3: whole seconds that are not negative, or an HTTP date. */
export function retryAfterField(first: Argument, second: Argument): HeaderFields | undefined {
  return fieldsOf(first, second, 'retryAfter', (value) => {
    const text = typeof value === 'number' ? seconds(value) : httpDate(value);
    return text === undefined ? undefined : { 'Retry-After': text };
  });
}

function seconds(value: number): string | undefined {
  const whole = Math.ceil(value);
  return value >= 0 && Number.isSafeInteger(whole) ? String(whole) : undefined;
}

/** IMF-fixdate, whose year has four digits. RFC 9110 §5.6.7 */
function httpDate(value: unknown): string | undefined {
  // The methods of the prototype know a date of another realm, and throw for what is none.
  const text = Date.prototype.toUTCString.call(value);
  return /^\w{3}, \d\d \w{3} \d{4} /.test(text) ? text : undefined;
}

/** The unsatisfied form of Content-Range. RFC 9110 §14.4 */
export function contentRangeField(first: Argument, second: Argument): HeaderFields | undefined {
  return fieldsOf(first, second, 'size', (value) =>
    Number.isSafeInteger(value) && (value as number) >= 0
      ? { 'Content-Range': `bytes */${String(value)}` }
      : undefined,
  );
}

/** RFC 9110 §7.8: whoever sends Upgrade lists it in Connection. */
export function upgradeFields(first: Argument, second: Argument): HeaderFields | undefined {
  const field = listField(first, second, 'upgrade', 'Upgrade');
  return field && { ...field, Connection: 'Upgrade' };
}

/** RFC 7725 §4, in the syntax of RFC 8288 §3. */
export function blockedByField(first: Argument, second: Argument): HeaderFields | undefined {
  return fieldsOf(first, second, 'blockedBy', (value) =>
    // What a URI cannot hold could end the link target and begin another one.
    typeof value === 'string' && /^[^\s<>"]+$/.test(value)
      ? { Link: `<${value}>; rel="blocked-by"` }
      : undefined,
  );
}

/** An empty Allow says that there is no method at all, so it takes an empty list to make one. RFC 9110 §10.2.1 */
export function allowField(first: Argument, second: Argument): HeaderFields | undefined {
  return fieldsOf(first, second, 'allow', (value) => {
    const methods = typeof value === 'string' ? [value] : firstOf(value as Iterable<unknown>, maxFields);
    const allow = formatAllow(methods);
    return allow === '' && methods.length > 0 ? undefined : { Allow: allow };
  });
}

/** RFC 9110 §15.5.16, RFC 5789 §2.2 */
export function acceptFields(first: Argument, second: Argument): HeaderFields {
  return {
    ...listField(first, second, 'accept', 'Accept'),
    ...listField(first, second, 'acceptEncoding', 'Accept-Encoding'),
    ...listField(first, second, 'acceptPatch', 'Accept-Patch'),
  };
}
