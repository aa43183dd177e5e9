import { describe, expect, it } from 'vitest';
import { isUriReference, problemDocument } from './problem-details.ts';

function documentWith(extensions: object): [text: string, notes: string[]] {
  const notes: string[] = [];
  const problem = problemDocument({ type: '/x', title: 'X', status: 409, extensions }, notes);
  return [JSON.stringify(problem), notes];
}

describe('problemDocument', () => {
  it('leaves out members that would take the place of the standard ones, and says which', () => {
    expect(documentWith({ status: 200, title: undefined, a: 1 })).toEqual([
      '{"type":"/x","title":"X","status":409,"a":1}',
      ['the member "status" is reserved by RFC 9457 and was left out'],
    ]);
  });

  it('leaves out a member that throws, and keeps the others', () => {
    const extensions = {
      a: 1,
      get b(): never {
        throw new Error('no');
      },
      c: 3,
    };
    expect(documentWith(extensions)).toEqual([
      '{"type":"/x","title":"X","status":409,"a":1,"c":3}',
      ['the member "b" threw when it was read and was left out'],
    ]);
  });

  it('leaves out a reserved member that throws, and keeps the others', () => {
    const extensions = {
      get title(): never {
        throw new Error('no');
      },
      a: 1,
    };
    expect(documentWith(extensions)).toEqual([
      '{"type":"/x","title":"X","status":409,"a":1}',
      ['the member "title" threw when it was read and was left out'],
    ]);
  });

  it('has no extension members where they cannot be listed', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(documentWith(proxy)).toEqual([
      '{"type":"/x","title":"X","status":409}',
      ['the extension members could not be read and were left out'],
    ]);
  });

  it('keeps a member called __proto__ a member', () => {
    expect(documentWith(JSON.parse('{"__proto__":{"admin":true}}') as object)[0]).toBe(
      '{"type":"/x","title":"X","status":409,"__proto__":{"admin":true}}',
    );
  });
});

describe('isUriReference', () => {
  it('knows the characters of RFC 3986', () => {
    for (const uri of [
      'https://example.com/a?b=c#d',
      'urn:uuid:1-2',
      '/a/%C3%A9',
      '../x',
      'tag:a@b,2020:c',
      '#x',
    ]) {
      expect(isUriReference(uri)).toBe(true);
    }
    for (const other of ['', 'a b', '<x>', 'é', '%zz', '%4', 'a\nb', 7, null, undefined]) {
      expect(isUriReference(other)).toBe(false);
    }
  });
});
