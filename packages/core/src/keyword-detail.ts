/**
 * Our sentence for a JSON Schema keyword and its limit, or undefined for a keyword that is none of JSON Schema's. It says what
 * would be right, and never what was sent. `limit` is the keyword's value in the schema; without one, or with one of the wrong
 * type, the sentence does without.
 *
 * @example keywordDetail('minimum', 1) // 'must be at least 1'
 */
export function keywordDetail(keyword: string, limit?: unknown): string | undefined {
  return Object.hasOwn(sentences, keyword) ? sentences[keyword]?.(limit) : undefined;
}

type Sentence = (limit: unknown) => string;

const sentences: Readonly<Record<string, Sentence>> = {
  type: (limit) => typeDetail(limit),
  enum: (limit) => enumDetail(limit),
  // The value may come from the request itself (`$data` in Ajv: a password to be repeated), so it is not quoted.
  const: () => 'must be the expected value',

  minimum: number((limit) => `must be at least ${limit}`, 'is too small'),
  maximum: number((limit) => `must be at most ${limit}`, 'is too large'),
  exclusiveMinimum: number((limit) => `must be greater than ${limit}`, 'is too small'),
  exclusiveMaximum: number((limit) => `must be less than ${limit}`, 'is too large'),
  multipleOf: number((limit) => `must be a multiple of ${limit}`, 'is not a multiple of what is allowed'),

  minLength: count('at least', 'character', 'is too short'),
  maxLength: count('at most', 'character', 'is too long'),
  pattern: (limit) => (isText(limit) ? `must match the pattern ${limit}` : 'must match the pattern'),
  format: (limit) => formatDetail(limit),

  minItems: count('at least', 'item', 'has too few items'),
  maxItems: count('at most', 'item', 'has too many items'),
  items: count('at most', 'item', 'has too many items'),
  additionalItems: count('at most', 'item', 'has too many items'),
  unevaluatedItems: count('at most', 'item', 'has too many items'),
  uniqueItems: () => 'must not have an item twice',
  contains: () => 'must contain an item of the kind that is asked for',
  minContains: count('at least', 'item', 'has too few items', ' of the kind that is asked for'),
  maxContains: count('at most', 'item', 'has too many items', ' of the kind that is asked for'),

  required: () => 'must be present',
  dependentRequired: (limit) => dependentDetail(limit),
  dependencies: (limit) => dependentDetail(limit),
  additionalProperties: () => 'must not be present',
  unevaluatedProperties: () => 'must not be present',
  propertyNames: () => 'must not have this name',
  minProperties: count('at least', 'member', 'has too few members'),
  maxProperties: count('at most', 'member', 'has too many members'),

  anyOf: () => 'must match one of the alternatives',
  oneOf: () => 'must match exactly one of the alternatives',
  not: () => 'must not have this value',
  contentEncoding: (limit) => (isText(limit) ? `must be encoded as ${limit}` : 'must be encoded'),
  contentMediaType: (limit) => (isText(limit) ? `must hold ${limit}` : 'must hold another media type'),
};

function lookUp(table: Readonly<Record<string, string>>, key: unknown): string | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}

function isText(limit: unknown): limit is string {
  return typeof limit === 'string' && limit !== '';
}

function number(sentence: (limit: string) => string, otherwise: string): Sentence {
  return (limit) =>
    typeof limit === 'number' || typeof limit === 'bigint' ? sentence(String(limit)) : otherwise;
}

function count(bound: string, noun: string, otherwise: string, of = ''): Sentence {
  return number((limit) => `must have ${bound} ${limit} ${noun}${limit === '1' ? '' : 's'}${of}`, otherwise);
}

const types: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'a boolean',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

function typeDetail(limit: unknown): string {
  const names = (Array.isArray(limit) ? limit : [limit]).map((name: unknown) => lookUp(types, name));
  const known = names.filter((name) => name !== undefined);
  if (known.length === 0 || known.length < names.length) return 'must have another type';
  const last = known.pop();
  return known.length === 0 ? `must be ${last}` : `must be ${known.join(', ')} or ${last}`;
}

/** More values than this are no help in a sentence. */
const enough = 20;

function enumDetail(limit: unknown): string {
  const isList = Array.isArray(limit) && limit.length > 0 && limit.length <= enough;
  return isList && limit.every(isScalar)
    ? `must be one of ${limit.map((value) => JSON.stringify(value)).join(', ')}`
    : 'must be one of the allowed values';
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

const formats: Readonly<Record<string, string>> = {
  date: 'a date',
  'date-time': 'a date with a time',
  time: 'a time',
  duration: 'a duration',
  email: 'an email address',
  'idn-email': 'an email address',
  hostname: 'a host name',
  'idn-hostname': 'a host name',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  uri: 'a URI',
  'uri-reference': 'a URI reference',
  'uri-template': 'a URI template',
  iri: 'an IRI',
  'iri-reference': 'an IRI reference',
  url: 'a URL',
  uuid: 'a UUID',
  'json-pointer': 'a JSON Pointer',
  'relative-json-pointer': 'a relative JSON Pointer',
  regex: 'a regular expression',
};

function formatDetail(limit: unknown): string {
  if (!isText(limit)) return 'must have the right format';
  const name = lookUp(formats, limit);
  return name === undefined ? `must have the format ${JSON.stringify(limit)}` : `must be ${name}`;
}

function dependentDetail(limit: unknown): string {
  return isText(limit) ? `must be present when ${JSON.stringify(limit)} is` : 'must be present';
}
