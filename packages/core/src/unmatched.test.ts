import { describe, expect, it } from 'vitest';
import { createResponder } from './create-responder.ts';
import { methodsOfUnmatched, unmatched } from './unmatched.ts';

describe('methodsOfUnmatched', () => {
  it('knows what unmatched made, and nothing else', () => {
    expect(methodsOfUnmatched(unmatched())).toEqual([]);
    expect(methodsOfUnmatched(unmatched(new Set(['GET', 'PUT'])))).toEqual(['GET', 'PUT']);
    expect(methodsOfUnmatched({ allow: [] })).toBeUndefined();
    expect(methodsOfUnmatched(undefined)).toBeUndefined();
    expect(methodsOfUnmatched('unmatched')).toBeUndefined();
  });

  it('is total: a revoked Proxy cannot be read', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(methodsOfUnmatched(proxy)).toBeUndefined();
  });

  it('believes no Proxy that has every member', () => {
    expect(methodsOfUnmatched(new Proxy({}, { get: () => true }))).toBeUndefined();
  });
});

describe('unmatched', () => {
  it('is understood by another copy of this package', async () => {
    const path = './unmatched.ts?copy';
    const copy = (await import(path)) as { unmatched: typeof unmatched };
    expect(copy.unmatched).not.toBe(unmatched);
    const { status, report } = createResponder()(
      copy.unmatched(['GET']),
      { method: 'PUT', url: '/', header: () => undefined, native: undefined },
      { phase: 'open', header: () => undefined, headerNames: () => [] },
    );
    expect([status, report.kind]).toEqual([405, 'unmatched']);
  });
});
