import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

describe('RateLimit', () => {
  it('refuses what is over the limit, and says for how many seconds', () => {
    let now = 1000;
    const limit = new RateLimit(2, () => now);
    limit.count('ada');
    now += 10_000;
    limit.count('ada');
    now += 20_100;
    expect(() => limit.count('ada')).toThrow(
      expect.objectContaining({ status: 429, detail: 'Too many orders.', headers: { 'Retry-After': '30' } }),
    );
  });

  it('counts each user alone', () => {
    const limit = new RateLimit(1, () => 0);
    limit.count('ada');
    expect(() => limit.count('grace')).not.toThrow();
  });

  it('begins again after a minute', () => {
    let now = 0;
    const limit = new RateLimit(1, () => now);
    limit.count('ada');
    now = 59_999;
    expect(() => limit.count('ada')).toThrow('Too many orders.');
    now = 60_000;
    expect(() => limit.count('ada')).not.toThrow();
    expect(() => limit.count('ada')).toThrow('Too many orders.');
  });
});
