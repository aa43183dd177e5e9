import { describe, expect, it } from 'vitest';
import { entityTag, isMatch, isNotModified } from './entity-tags.ts';

const book = { isbn: '9780131103627', stock: 5 };
const tag = entityTag(book);

describe('entityTag', () => {
  it('is strong, and the same for the same JSON', () => {
    expect(tag).toMatch(/^"[\w-]{43}"$/);
    expect(entityTag({ ...book })).toBe(tag);
  });

  it('changes with each value', () => {
    expect(entityTag({ ...book, stock: 4 })).not.toBe(tag);
  });
});

describe('isMatch', () => {
  it.each([tag, '*', ' * ', `"x", ${tag}`, `"a,b",${tag}`, `W/"x" , ${tag} ,`])('lets %s pass', (field) => {
    expect(isMatch(field, tag)).toBe(true);
  });

  it.each(['"x"', `W/${tag}`, tag.slice(1, -1), `"${tag}`, '', ',', '"*"'])('refuses %s', (field) => {
    expect(isMatch(field, tag)).toBe(false);
  });
});

describe('isNotModified', () => {
  it.each([tag, '*', `W/${tag}`, `"x", W/${tag}`])('is true for %s', (field) => {
    expect(isNotModified(field, tag)).toBe(true);
  });

  it.each([undefined, '', '"x"', 'W/"x"'])('is false for %s', (field) => {
    expect(isNotModified(field, tag)).toBe(false);
  });
});
