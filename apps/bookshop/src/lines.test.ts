import { describe, expect, it } from 'vitest';
import { linesOf } from './lines.ts';

function texts(file: string): readonly string[] {
  return Array.from(
    linesOf(Buffer.from(file)),
    ({ line, bytes }) => `${line}: ${Buffer.from(bytes).toString()}`,
  );
}

describe('linesOf', () => {
  it('gives the lines that are not blank, and counts those that are', () => {
    expect(texts('a\n\n \t\r\nb\r\n\nc')).toEqual(['1: a', '4: b\r', '6: c']);
  });

  it('gives nothing for an empty file, or one of blank lines', () => {
    expect(texts('')).toEqual([]);
    expect(texts('\n\n\r\n ')).toEqual([]);
  });

  it('takes a BOM for nothing', () => {
    expect(texts('\ufeff\n\ufeff \na')).toEqual(['3: a']);
  });

  it('knows no other line ends', () => {
    expect(texts('a\rb\u2028c')).toEqual(['1: a\rb\u2028c']);
  });
});
