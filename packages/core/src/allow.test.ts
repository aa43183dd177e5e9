import { describe, expect, it } from 'vitest';
import { formatAllow } from './allow.ts';

describe('formatAllow', () => {
  it('adds HEAD to GET', () => {
    expect(formatAllow(['GET'])).toBe('GET, HEAD');
    expect(formatAllow(['POST'])).toBe('POST');
  });

  it('has one order and no duplicates', () => {
    expect(formatAllow(['PUT', 'HEAD', 'GET', 'PUT', 'DELETE'])).toBe('DELETE, GET, HEAD, PUT');
    expect(formatAllow(new Set(['DELETE', 'PUT', 'GET']))).toBe('DELETE, GET, HEAD, PUT');
  });

  it('keeps the case of a method, which is part of its name', () => {
    expect(formatAllow(['get', 'Purge'])).toBe('Purge, get');
  });

  it('takes lists apart', () => {
    expect(formatAllow(['PUT, GET', ' POST '])).toBe('GET, HEAD, POST, PUT');
  });

  it('leaves out what is no method', () => {
    expect(formatAllow([42, null, '', 'GET\r\nX-Evil: 1', 'a b', 'PUT'])).toBe('PUT');
  });

  it('is empty where no method is allowed', () => {
    expect(formatAllow([])).toBe('');
  });
});
