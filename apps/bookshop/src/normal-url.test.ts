import { describe, expect, it } from 'vitest';
import { normalUrl } from './normal-url.ts';

describe('normalUrl', () => {
  it.each([
    ['/%62ooks/%39?p%61ge=%31', '/books/9?p%61ge=%31'],
    ['/%41%5A%61%7a%30%39%2D%2e%5F%7E', '/AZaz09-._~'],
    ['/%40%5B%60%7B%2F%3A%25%00%80%ff', '/%40%5B%60%7B%2F%3A%25%00%80%ff'],
    ['/%zz%', '/%zz%'],
    ['/%2562', '/%2562'],
  ])('makes %s %s', (url, expected) => {
    expect(normalUrl(url)).toBe(expected);
  });

  it('decodes what RFC 3986 calls unreserved, and nothing else', () => {
    const codes = Array.from({ length: 256 }, (_, code) => `%${code.toString(16).padStart(2, '0')}`);
    const decoded = codes.map(normalUrl).filter((text) => !text.startsWith('%'));
    expect(decoded.join('')).toBe('-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~');
  });
});
