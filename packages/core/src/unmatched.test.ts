import { describe, expect, it } from 'vitest';
import { isUnmatched, unmatched } from './unmatched.ts';

describe('isUnmatched', () => {
  it('knows what unmatched made, and nothing else', () => {
    expect(isUnmatched(unmatched())).toBe(true);
    expect(isUnmatched({ allow: [] })).toBe(false);
    expect(isUnmatched(undefined)).toBe(false);
  });

  it('is total: a revoked Proxy refuses instanceof', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(isUnmatched(proxy)).toBe(false);
  });
});
