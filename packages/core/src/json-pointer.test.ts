import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPointer } from './json-pointer.ts';

describe('jsonPointer', () => {
  // RFC 6901 §6
  it.each<[string[], string]>([
    [[], '#'],
    [['foo'], '#/foo'],
    [['foo', '0'], '#/foo/0'],
    [[''], '#/'],
    [['a/b'], '#/a~1b'],
    [['c%d'], '#/c%25d'],
    [['e^f'], '#/e%5Ef'],
    [['g|h'], '#/g%7Ch'],
    [['i\\j'], '#/i%5Cj'],
    [['k"l'], '#/k%22l'],
    [[' '], '#/%20'],
    [['m~n'], '#/m~0n'],
  ])('writes %j as the RFC does', (path, expected) => {
    expect(jsonPointer(path)).toBe(expected);
  });

  it('takes indices', () => {
    expect(jsonPointer(['a/b', 0])).toBe('#/a~1b/0');
  });

  it('writes a symbol by its description', () => {
    expect(jsonPointer(['a', Symbol('b/c'), 0])).toBe('#/a/b~1c/0');
    expect(jsonPointer([Symbol()])).toBe('#/');
  });

  it('escapes ~ before /', () => {
    expect(jsonPointer(['~1'])).toBe('#/~01');
    expect(jsonPointer(['n', 'x/~y'])).toBe('#/n/x~1~0y');
  });

  it('leaves what a fragment may hold as it is', () => {
    expect(jsonPointer(["-._~!$&'()*+,;=:@?"])).toBe("#/-._~0!$&'()*+,;=:@?");
    expect(jsonPointer(['#[]{}<>`'])).toBe('#/%23%5B%5D%7B%7D%3C%3E%60');
  });

  it('percent-encodes UTF-8', () => {
    expect(jsonPointer(['größe', '😀'])).toBe('#/gr%C3%B6%C3%9Fe/%F0%9F%98%80');
  });

  it('replaces a lone surrogate', () => {
    expect(jsonPointer(['a\ud800b'])).toBe('#/a%EF%BF%BDb');
    expect(jsonPointer(['\udc00'])).toBe('#/%EF%BF%BD');
  });

  it('can be taken apart again', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (path) => {
        const pointer = jsonPointer(path);
        expect(pointer).toMatch(/^#[\w\-.~:/?@!$&'()*+,;=%]*$/);
        const tokens = decodeURIComponent(pointer.slice(1)).split('/').slice(1);
        expect(tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))).toEqual(path);
      }),
    );
  });
});
