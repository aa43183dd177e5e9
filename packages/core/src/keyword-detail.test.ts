import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordDetail } from './keyword-detail.ts';

describe('keywordDetail', () => {
  it.each<[string, unknown, string]>([
    ['type', 'integer', 'must be an integer'],
    ['type', ['string', 'null'], 'must be a string or null'],
    ['type', ['string', 'number', 'array'], 'must be a string, a number or an array'],
    ['enum', ['a', 1, null], 'must be one of "a", 1, null'],
    ['const', 'hunter2', 'must be the expected value'],
    ['minimum', 1, 'must be at least 1'],
    ['maximum', 2147483647, 'must be at most 2147483647'],
    ['maximum', 9007199254740993n, 'must be at most 9007199254740993'],
    ['exclusiveMinimum', 0, 'must be greater than 0'],
    ['exclusiveMaximum', 1.5, 'must be less than 1.5'],
    ['multipleOf', 0.01, 'must be a multiple of 0.01'],
    ['minLength', 1, 'must have at least 1 character'],
    ['minLength', 2, 'must have at least 2 characters'],
    ['maxLength', 200, 'must have at most 200 characters'],
    ['pattern', '^[a-z]+$', 'must match the pattern ^[a-z]+$'],
    ['format', 'email', 'must be an email address'],
    ['format', 'date-time', 'must be a date with a time'],
    ['format', 'isbn', 'must have the format "isbn"'],
    ['format', 'constructor', 'must have the format "constructor"'],
    ['minItems', 1, 'must have at least 1 item'],
    ['maxItems', 10, 'must have at most 10 items'],
    ['uniqueItems', true, 'must not have an item twice'],
    ['contains', undefined, 'must contain an item of the kind that is asked for'],
    ['required', undefined, 'must be present'],
    ['dependentRequired', 'card', 'must be present when "card" is'],
    ['additionalProperties', false, 'must not be present'],
    ['propertyNames', undefined, 'must not have this name'],
    ['minProperties', 1, 'must have at least 1 member'],
    ['maxProperties', 3, 'must have at most 3 members'],
    ['type', 'array', 'must be an array'],
    ['type', 'boolean', 'must be a boolean'],
    ['type', 'null', 'must be null'],
    ['type', 'number', 'must be a number'],
    ['type', 'object', 'must be an object'],
    ['type', ['integer'], 'must be an integer'],
    ['enum', [true], 'must be one of true'],
    ['enum', Array.from({ length: 20 }, () => 0), `must be one of ${'0, '.repeat(19)}0`],
    ['items', 2, 'must have at most 2 items'],
    ['additionalItems', 2, 'must have at most 2 items'],
    ['unevaluatedItems', 1, 'must have at most 1 item'],
    ['minContains', 2, 'must have at least 2 items of the kind that is asked for'],
    ['maxContains', 1, 'must have at most 1 item of the kind that is asked for'],
    ['dependencies', 'card', 'must be present when "card" is'],
    ['unevaluatedProperties', false, 'must not be present'],
    ['not', {}, 'must not have this value'],
    ['contentEncoding', 'base64', 'must be encoded as base64'],
    ['contentMediaType', 'image/png', 'must hold image/png'],
    ['format', 'date', 'must be a date'],
    ['format', 'time', 'must be a time'],
    ['format', 'duration', 'must be a duration'],
    ['format', 'idn-email', 'must be an email address'],
    ['format', 'hostname', 'must be a host name'],
    ['format', 'idn-hostname', 'must be a host name'],
    ['format', 'ipv4', 'must be an IPv4 address'],
    ['format', 'ipv6', 'must be an IPv6 address'],
    ['format', 'uri', 'must be a URI'],
    ['format', 'uri-reference', 'must be a URI reference'],
    ['format', 'uri-template', 'must be a URI template'],
    ['format', 'iri', 'must be an IRI'],
    ['format', 'iri-reference', 'must be an IRI reference'],
    ['format', 'url', 'must be a URL'],
    ['format', 'uuid', 'must be a UUID'],
    ['format', 'json-pointer', 'must be a JSON Pointer'],
    ['format', 'relative-json-pointer', 'must be a relative JSON Pointer'],
    ['format', 'regex', 'must be a regular expression'],
    ['anyOf', undefined, 'must match one of the alternatives'],
    ['oneOf', undefined, 'must match exactly one of the alternatives'],
  ])('says for %s of %s: %s', (keyword, limit, expected) => {
    expect(keywordDetail(keyword, limit)).toBe(expected);
  });

  it.each<[string, unknown, string]>([
    ['minimum', undefined, 'is too small'],
    ['maximum', { $data: '/limit' }, 'is too large'],
    ['minLength', '1', 'is too short'],
    ['maxLength', undefined, 'is too long'],
    ['type', 'money', 'must have another type'],
    ['type', undefined, 'must have another type'],
    ['enum', [{ a: 1 }], 'must be one of the allowed values'],
    ['enum', Array.from({ length: 21 }, (_, index) => index), 'must be one of the allowed values'],
    ['format', undefined, 'must have the right format'],
    ['pattern', undefined, 'must match the pattern'],
    ['dependentRequired', undefined, 'must be present'],
    ['exclusiveMinimum', undefined, 'is too small'],
    ['exclusiveMaximum', undefined, 'is too large'],
    ['multipleOf', undefined, 'is not a multiple of what is allowed'],
    ['minItems', undefined, 'has too few items'],
    ['maxItems', undefined, 'has too many items'],
    ['items', undefined, 'has too many items'],
    ['additionalItems', undefined, 'has too many items'],
    ['unevaluatedItems', undefined, 'has too many items'],
    ['minContains', undefined, 'has too few items'],
    ['maxContains', undefined, 'has too many items'],
    ['minProperties', undefined, 'has too few members'],
    ['maxProperties', undefined, 'has too many members'],
    ['contentEncoding', undefined, 'must be encoded'],
    ['contentMediaType', undefined, 'must hold another media type'],
    ['type', [], 'must have another type'],
    ['type', ['string', 'money'], 'must have another type'],
    ['enum', [], 'must be one of the allowed values'],
    ['enum', 'a', 'must be one of the allowed values'],
    ['pattern', '', 'must match the pattern'],
    ['format', '', 'must have the right format'],
  ])('does without the limit where it is of no use: %s of %s', (keyword, limit, expected) => {
    expect(keywordDetail(keyword, limit)).toBe(expected);
  });

  it('is undefined for a keyword that is none', () => {
    expect(keywordDetail('isbn')).toBeUndefined();
    expect(keywordDetail('toString')).toBeUndefined();
    expect(keywordDetail('')).toBeUndefined();
  });

  it('takes any limit', () => {
    const keywords = [
      'type',
      'enum',
      'const',
      'minimum',
      'minLength',
      'pattern',
      'format',
      'dependentRequired',
      'contains',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...keywords),
        fc.anything({ withBigInt: true, withNullPrototype: true }),
        (keyword, limit) => {
          expect(keywordDetail(keyword, limit)).toBeTypeOf('string');
        },
      ),
    );
  });
});
