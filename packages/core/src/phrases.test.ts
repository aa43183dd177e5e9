import { describe, expect, it } from 'vitest';
import facts from '../test-data/http-status-facts.json' with { type: 'json' };
import { phrases, titleOf } from './phrases.ts';

describe('phrases', () => {
  it('has the registered phrase of every 4xx and 5xx code, and no other code', () => {
    const registered = facts.filter(({ code, phrase }) => code >= 400 && phrase !== '(Unused)');
    expect(phrases).toEqual(Object.fromEntries(registered.map(({ code, phrase }) => [code, phrase])));
    expect(registered).toHaveLength(39);
  });
});

describe('titleOf', () => {
  it('is the registered phrase', () => {
    expect(titleOf(413)).toBe('Content Too Large');
    expect(titleOf(422)).toBe('Unprocessable Content');
  });

  it('names the class of an unregistered code', () => {
    expect([419, 427, 499].map(titleOf)).toEqual(['Client Error', 'Client Error', 'Client Error']);
    expect([509, 599].map(titleOf)).toEqual(['Server Error', 'Server Error']);
  });

  it('keeps the teapot', () => {
    expect(titleOf(418)).toBe("I'm a Teapot");
  });
});
