import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyMembers } from './json-value.ts';

function copy(value: unknown): [json: unknown, notes: string[]] {
  const notes: string[] = [];
  const members: { x?: unknown } = {};
  copyMembers({ x: value }, members, notes);
  return [members.x, notes];
}

describe('copyMembers', () => {
  it('keeps what JSON can hold, as JSON.stringify would write it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const [json, notes] = copy(value);
        expect(JSON.stringify(json)).toBe(JSON.stringify(value));
        expect(notes).toEqual([]);
      }),
    );
  });

  it('follows toJSON, and unwraps the wrappers of primitives', () => {
    expect(copy({ at: new Date(0), wrapped: [new String('a'), new Number(1), new Boolean(false)] })).toEqual([
      { at: '1970-01-01T00:00:00.000Z', wrapped: ['a', 1, false] },
      [],
    ]);
    expect(copy({ toJSON: () => ({ a: 1n }) })[0]).toEqual({ a: '1' });
  });

  it('degrades each member by itself, and says which', () => {
    const cycle: Record<string, unknown> = { fine: 1 };
    cycle['self'] = cycle;
    const value = {
      big: 10n,
      cycle,
      list: [1, () => 0, undefined, Number.NaN],
      symbol: Symbol('x'),
      get getter(): never {
        throw new Error('no');
      },
      json: {
        toJSON: () => {
          throw new Error('no');
        },
      },
      absent: undefined,
      last: true,
    };
    expect(copy(value)).toEqual([
      { big: '10', cycle: { fine: 1 }, list: [1, null, null, null], last: true },
      [
        'the member "x.big" is a BigInt, sent as a string',
        'the member "x.cycle.self" is a cycle and was left out',
        'the member "x.list.1" is a function and was left out',
        'the member "x.list.3" is NaN, sent as null',
        'the member "x.symbol" is a symbol and was left out',
        'the member "x.getter" threw when it was read and was left out',
        'the member "x.json" threw when it was read and was left out',
      ],
    ]);
  });

  it('takes the same object twice where it is no cycle', () => {
    const shared = { a: 1 };
    expect(copy([shared, shared])).toEqual([[{ a: 1 }, { a: 1 }], []]);
  });

  it('keeps a member called __proto__ a member', () => {
    const [json] = copy(JSON.parse('{"__proto__":{"admin":true}}'));
    expect(JSON.stringify(json)).toBe('{"__proto__":{"admin":true}}');
    expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(json, '__proto__')).toEqual({
      value: { admin: true },
      enumerable: true,
      configurable: true,
      writable: true,
    });
  });

  it('is sixty-four levels deep at most', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(copy(nested(64))).toEqual([nested(64), []]);
    expect(copy(nested(65))[1]).toEqual([
      `the member "x${'.0'.repeat(64)}" is nested too deeply and was left out`,
    ]);
  });

  it('does not have the members that are undefined', () => {
    expect(Object.keys(copy({ a: undefined, b: 1 })[0] as object)).toEqual(['b']);
  });

  it('is bounded in depth and in size', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = { deep };
    expect(copy(deep)[1]).toEqual([expect.stringContaining('is nested too deeply')]);
    const endless = new Proxy([], {
      get: (_, key) => (key === 'length' ? Infinity : key === 'toJSON' ? undefined : 1),
    });
    expect((copy(endless)[0] as unknown[]).length).toBeLessThan(200_000);
    const fractal: unknown[] = [];
    for (let index = 0; index < 100; index++) fractal.push(fractal.slice());
    expect(copy(fractal)[0]).toBeDefined();
  });

  it('says where a list or an object was cut short', () => {
    const [list, notes] = copy(Array.from({ length: 10_000 }, () => 0));
    expect((list as unknown[]).length).toBe(9_999);
    expect(notes).toEqual(['the member "x.9999" is one too many and was left out']);
    const names = Array.from({ length: 10_000 }, (_, index) => [`n${index}`, 0]);
    expect(copy(Object.fromEntries(names))[1]).toEqual([
      'the member "x.n9999" is one too many and was left out',
    ]);
  });

  it('leaves out a revoked proxy', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(copy(proxy)).toEqual([undefined, ['the member "x" threw when it was read and was left out']]);
  });
});
