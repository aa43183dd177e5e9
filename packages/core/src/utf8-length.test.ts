import { describe, expect, it } from 'vitest';
import { utf8Length } from './utf8-length.ts';

describe('utf8Length', () => {
  it.each([
    ['', 0],
    ['\x7f', 1],
    ['\x80', 2],
    ['\u07ff', 2],
    ['\u0800', 3],
    ['\ud7ff', 3],
    ['\ue000', 3],
    ['\uffff', 3],
    ['\ud800\udc00', 4],
    ['\ud800\udfff', 4],
    ['\udbff\udc00', 4],
    ['\udbff\udfff', 4],
    ['a\u{1f34e}b', 6],
    // Lone surrogates: each is sent as U+FFFD, of three bytes.
    ['\ud800', 3],
    ['\udbffa', 4],
    ['\udc00\udc00', 6],
    ['\ud7ff\udc00', 6],
    ['\udfff\udfff', 6],
    ['\ud800\udbff', 6],
    ['\ud800\ud800\udc00', 7],
    ['\udbff\ue000', 6],
    ['\ue000\udc00', 6],
  ])('counts %j as an encoder does', (text, bytes) => {
    expect(utf8Length(text)).toBe(bytes);
    expect(Buffer.byteLength(text)).toBe(bytes);
  });
});
