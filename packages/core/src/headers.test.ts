import { describe, expect, it } from 'vitest';
import { mergeFields, readFields } from './headers.ts';
import { TooManyRequests } from './client-errors.ts';

describe('mergeFields', () => {
  it('keeps the names of Vary in the order of their first appearance', () => {
    const fields = readFields({ Vary: 'origin, Prefer' }, 409, '1.1', []);
    const response = {
      phase: 'open' as const,
      header: (name: string) => (name === 'vary' ? 'Origin, Accept-Encoding' : undefined),
      headerNames: () => ['vary'],
    };
    mergeFields(fields, response, 409, 'Bearer');
    expect(fields.get('vary')?.value).toBe('Origin, Accept-Encoding, Prefer');
  });
});

describe('headers of an error', () => {
  it('that throw when they are read leave the typed ones alone', () => {
    const headers = Object.defineProperty({}, 'X-Bad', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    expect(new TooManyRequests({ retryAfter: 5, headers }).headers).toEqual({ 'Retry-After': '5' });
  });
});
