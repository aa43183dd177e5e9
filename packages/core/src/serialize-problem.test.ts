import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProblemDetails } from './problem-details.ts';
import { serializeProblem } from './serialize-problem.ts';

const conflict = { type: 'about:blank', title: 'Conflict', status: 409 };

describe('serializeProblem', () => {
  it.each<[document: Readonly<Record<string, unknown>>, body: string, length: number]>([
    [{}, '{"type":"about:blank","title":"Conflict","status":409}', 54],
    [
      { detail: 'Order 42 has shipped' },
      '{"type":"about:blank","title":"Conflict","status":409,"detail":"Order 42 has shipped"}',
      86,
    ],
    [{ detail: '' }, '{"type":"about:blank","title":"Conflict","status":409,"detail":""}', 66],
    [
      { detail: 'a "b" \\ c\n' },
      '{"type":"about:blank","title":"Conflict","status":409,"detail":"a \\"b\\" \\\\ c\\n"}',
      80,
    ],
    [{ detail: 'für 5 €' }, '{"type":"about:blank","title":"Conflict","status":409,"detail":"für 5 €"}', 76],
    [
      { detail: '\u{1f4da}\ud83d' },
      '{"type":"about:blank","title":"Conflict","status":409,"detail":"\u{1f4da}\\ud83d"}',
      76,
    ],
    [{ detail: '\u007f' }, '{"type":"about:blank","title":"Conflict","status":409,"detail":"\u007f"}', 67],
    [
      { instance: '/orders/42', n: -0, f: 1e21, b: true, no: null, list: [1, { a: '"' }] },
      '{"type":"about:blank","title":"Conflict","status":409,"instance":"/orders/42","n":0,"f":1e+21,"b":true,"no":null,"list":[1,{"a":"\\""}]}',
      135,
    ],
    [{ 7: 'b' }, '{"7":"b","type":"about:blank","title":"Conflict","status":409}', 62],
    [{ '': 1, 'a"b': 2 }, '{"type":"about:blank","title":"Conflict","status":409,"":1,"a\\"b":2}', 68],
  ])('writes %j', (members, body, length) => {
    expect(serializeProblem({ ...conflict, ...members })).toEqual({ body, length });
  });

  it('begins each document with its own type, title and status, whichever came before', () => {
    const of = (type: string, title: string, status: number): string =>
      serializeProblem({ type, title, status }).body;
    expect(of('/a', 'A', 409)).toBe('{"type":"/a","title":"A","status":409}');
    expect(of('/b', 'A', 409)).toBe('{"type":"/b","title":"A","status":409}');
    expect(of('/b', 'B', 409)).toBe('{"type":"/b","title":"B","status":409}');
    expect(of('/b', 'B', 410)).toBe('{"type":"/b","title":"B","status":410}');
    expect(of('/b', '"B"', 410)).toBe('{"type":"/b","title":"\\"B\\"","status":410}');
  });

  it('writes no member of Object.prototype', () => {
    const prototype = Object.prototype as { a?: unknown };
    prototype.a = 1;
    try {
      expect(serializeProblem({ ...conflict }).body).toBe(
        '{"type":"about:blank","title":"Conflict","status":409}',
      );
    } finally {
      delete prototype.a;
    }
  });

  const text = fc.string({ unit: 'binary' });
  const problem: fc.Arbitrary<ProblemDetails> = fc
    .tuple(
      fc.record({
        type: fc.oneof(fc.constantFrom('about:blank', '/a'), text),
        title: text,
        status: fc.integer({ min: 400, max: 599 }),
      }),
      fc.record({ detail: text, instance: text }, { requiredKeys: [] }),
      fc.dictionary(
        fc.oneof(text, fc.constantFrom('0', '-1', '1.5', '01', '4294967295', 'toString')),
        fc.jsonValue(),
      ),
    )
    .map(([head, standard, members]) => ({ ...members, ...head, ...standard }));

  it('gives the bytes of JSON.stringify, and counts them, whatever the document holds', () => {
    fc.assert(
      fc.property(problem, (given) => {
        // As problemDocument builds it.
        const { type, title, status, ...others } = given;
        const document = { type, title, status, ...others };
        const { body, length } = serializeProblem(document);
        expect(body).toBe(JSON.stringify(document));
        expect(length).toBe(new TextEncoder().encode(body).length);
      }),
      { numRuns: 2000 },
    );
  });
});
