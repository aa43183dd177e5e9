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
