import { describe, expect, it } from 'vitest';
import { parseId, parsePage, requireIfMatch } from './parameters.ts';

const codesOf = (parse: () => unknown): unknown => {
  try {
    return parse();
  } catch (error) {
    const { errors } = (error as { extensions: { errors: { name: string; code: string }[] } }).extensions;
    return errors.map(({ name, code }) => `${name} ${code}`);
  }
};

describe('parsePage', () => {
  it.each([
    ['/books', { page: 1, limit: 20 }],
    ['/books?', { page: 1, limit: 20 }],
    ['/books?page=3&limit=100', { page: 3, limit: 100 }],
    ['/books?p%61ge=%32', { page: 2, limit: 20 }],
    ['/books?page[]=3&PAGE=4&sort', { page: 1, limit: 20 }],
    ['/books?page=9007199254740991', { page: 9_007_199_254_740_991, limit: 20 }],
    ['/books?page=9007199254740993', ['page maximum']],
    [`/books?page=${'9'.repeat(400)}`, ['page maximum']],
    ['/books?page=0&limit=0', ['page minimum', 'limit minimum']],
    ['/books?limit=101', ['limit maximum']],
    ['/books?page=-1', ['page minimum']],
    ['/books?limit=&page', ['page type', 'limit type']],
    ['/books?page=1&page=1', ['page type']],
    ['/books?page=01', ['page type']],
    ['/books?page=1.0', ['page type']],
    ['/books?page=+1', ['page type']],
    ['/books?page=0x1', ['page type']],
  ])('reads %s', (url, expected) => {
    expect(codesOf(() => parsePage(url))).toEqual(expected);
  });
});

describe('parseId', () => {
  it.each([
    ['1', 1],
    ['2147483647', 2_147_483_647],
    ['2147483648', ['id maximum']],
    ['0', ['id minimum']],
    ['-0', ['id minimum']],
    ['1e3', ['id type']],
    ['', ['id type']],
  ])('reads "%s"', (text, expected) => {
    expect(codesOf(() => parseId(text))).toEqual(expected);
  });
});

describe('requireIfMatch', () => {
  it.each([undefined, '', ' \t'])('refuses %j with 428', (field) => {
    expect(() => requireIfMatch(field)).toThrow(expect.objectContaining({ status: 428 }));
  });

  it('gives the field', () => {
    expect(requireIfMatch('"x"')).toBe('"x"');
  });
});
