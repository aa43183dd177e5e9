import { describe, expect, it } from 'vitest';
import { isIsbn } from './isbn.ts';

describe('isIsbn', () => {
  it.each(['9780131103627', '9780262033848', '9781491950357', '9780306406157', '0000000000000'])(
    'takes %s, whose last digit is right',
    (text) => expect(isIsbn(text)).toBe(true),
  );

  it.each([
    '9780131103628',
    '9780131106327',
    '978013110362',
    '97801311036270',
    '978-0131103627',
    ' 9780131103627',
    '9780131103627\n',
    '９780131103627',
    '013110362X',
    '',
  ])('refuses %j', (text) => expect(isIsbn(text)).toBe(false));
});
