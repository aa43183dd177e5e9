import assert from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import { copyMembers } from './json-value.ts';
import { backgroundOf, validationItem } from './validation-item.ts';

const item = { detail: 'must be at least 1', code: 'minimum' };
/** The member `x` as it is sent. */
function sent(x: unknown): unknown {
  const target: { x?: unknown } = {};
  copyMembers({ x }, target, []);
  return target.x;
}

const known = { parameters: { limit: 1 } };

describe('validationItem', () => {
  it('is the item, and nothing more to JSON and to comparisons', () => {
    const made = validationItem(item, known);
    assert.deepEqual(made, item);
    expect(JSON.stringify(made)).toBe('{"detail":"must be at least 1","code":"minimum"}');
    expect(Object.keys(made)).toEqual(['detail', 'code']);
    expect({ ...made }).toStrictEqual(item);
  });

  it('leaves the given one as it was', () => {
    validationItem(Object.freeze({ ...item }), known);
    expect(backgroundOf(item)).toBeUndefined();
  });

  it('keeps what is known through the copy that is made for JSON', () => {
    const copy = sent([validationItem(item, known)]) as readonly object[];
    expect(copy).toEqual([item]);
    expect(copy.map(backgroundOf)).toEqual([known]);
    expect(Object.getOwnPropertySymbols(sent({ ...item }))).toEqual([]);
  });

  it('is known to another copy of this package', () => {
    expect(Object.getOwnPropertySymbols(validationItem(item, known))).toEqual([
      Symbol.for('@statusquo/core/item-background'),
    ]);
  });

  it('is total on values that resist', () => {
    const resists = new Proxy(
      { a: 1 },
      {
        get(target, key) {
          if (typeof key === 'symbol') throw new Error('no');
          return Reflect.get(target, key) as unknown;
        },
      },
    );
    expect(backgroundOf(resists)).toBeUndefined();
    expect(sent(resists)).toEqual({ a: 1 });
    const symbol = Symbol.for('@statusquo/core/item-background');
    for (const value of ['text', null]) expect(backgroundOf({ [symbol]: value })).toBeUndefined();
  });
});
