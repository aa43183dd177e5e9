import { describe, expect, it } from 'vitest';
import { Conflict } from './client-errors.ts';
import { defineProblem } from './define-problem.ts';

// Nothing is defined outside of a test here: where a definition is refused, a test has to say so.

describe('defineProblem', () => {
  it.each(['https://example.com/x', 'urn:problem:x', 'tag:a@b,2020:x', 'a+b-c.1:x', '/problems/x', '/'])(
    'takes %s as type',
    (type) => {
      const Problem = defineProblem({ type, title: 'X', status: 409 });
      expect([Problem.type, Problem.title, Problem.status]).toEqual([type, 'X', 409]);
      const error = new Problem('Shipped');
      expect(error).toBeInstanceOf(Conflict);
      expect(JSON.stringify(error)).toBe(`{"type":"${type}","title":"X","status":409,"detail":"Shipped"}`);
    },
  );

  it.each(['problems/x', '#x', '?x', '1a:x', ':x', '.a:x', 'x', '../a:b'])('refuses %s as type', (type) => {
    expect(() => defineProblem({ type, title: 'X', status: 409 })).toThrow(
      `defineProblem: "${type}" is no URI that identifies a problem type. Use an absolute URI, such as ` +
        'https://example.com/problems/out-of-stock, or a path from the root (RFC 9457 §3.1.1).',
    );
  });

  it('refuses what is no text as type', () => {
    expect(() => defineProblem({ type: 7, title: 'X', status: 409 } as never)).toThrow(
      'defineProblem: a problem type is no URI',
    );
  });

  it('takes a detail, as a text or as a function, or none', () => {
    const type = '/x';
    expect(new (defineProblem({ type, title: 'X', status: 409, detail: 'Shipped' }))().detail).toBe(
      'Shipped',
    );
    expect(new (defineProblem({ type, title: 'X', status: 409, detail: () => 'Shipped' }))().detail).toBe(
      'Shipped',
    );
    expect(new (defineProblem({ type, title: 'X', status: 409 }))().detail).toBeUndefined();
  });

  it('has a class for a status without one', () => {
    const Teapot = defineProblem({ type: '/x', title: 'X', status: 418 });
    expect(new Teapot('Short')).toMatchObject({ status: 418, detail: 'Short', name: 'X' });
  });
});
