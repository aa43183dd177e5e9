import { describe, expect, it } from 'vitest';
import { findSecret } from './find-secret.ts';

describe('findSecret', () => {
  it.each([
    ['as it is', 'hunter2', '{"detail":"the password is hunter2"}', 'UTF-8'],
    ['in another case', 'hunter2', 'charset=HUNTER2', 'UTF-8'],
    ['beyond ASCII', 'Grüße☃', 'Grüße☃', 'UTF-8'],
    ['as JSON', 'a"b\\c', String.raw`{"detail":"a\"b\\c"}`, 'JSON'],
    ['as JSON in JSON', 'a"b', String.raw`{"detail":"{\"x\":\"a\\\"b\"}"}`, 'JSON twice'],
    ['as escapes of JSON', 'hi2', String.raw`"\u0068\u0069\u0032"`, String.raw`\u escapes`],
    ['in a URL', 'a b/ü', 'http://x/a%20b%2F%C3%BC', 'percent-encoding'],
    ['in a URL that encodes every byte', 'hi2', '/%68%69%32', 'percent-encoding of every byte'],
    ['in a query', 'a b&c', '?q=a+b%26c', 'form encoding'],
    ['as HTML', `<a&b'>`, '<p>&lt;a&amp;b&#39;&gt;</p>', 'HTML'],
    ['as XML', `<a&b'>`, '<p>&lt;a&amp;b&apos;&gt;</p>', 'XML'],
    ['as decimal references', 'hi2', '&#104;&#105;&#50;', 'decimal references'],
    ['as hexadecimal references', 'hi2', '&#x68;&#x69;&#x32;', 'hexadecimal references'],
    ['in a name of XML', 'a b', '<a_x0020_b>', 'XML name'],
    ['as hexadecimal digits', 'hi2', '686932', 'hexadecimal'],
    ['as base64', 'hunter2', 'aHVudGVyMg==', 'base64 from byte 0'],
    ['in the middle of base64', 'hunter2', 'dXNlcjpodW50ZXIyIQ==', 'base64 from byte 2'],
    ['in base64 after three other bytes', 'hunter2', 'OmE6aHVudGVyMjph', 'base64 from byte 0'],
  ])('finds a secret %s', (_how, secret, text, form) => {
    expect(findSecret(Buffer.from(text), secret)).toContain(form);
  });

  it.each([
    ['Latin-1', Buffer.from('Grüße', 'latin1')],
    ['UTF-16LE', Buffer.from('to Grüße', 'utf16le')],
    ['UTF-16BE', Buffer.from('Grüße', 'utf16le').swap16()],
  ])('finds a secret in %s', (form, bytes) => {
    expect(findSecret(bytes, 'Grüße')).toContain(form);
  });

  it.each([0, 1, 2, 3])('finds a secret in base64 after %i other bytes', (count) => {
    const bytes = Buffer.from(Buffer.from(`${'x'.repeat(count)}hunter2 and more`).toString('base64'));
    expect(findSecret(bytes, 'hunter2')).not.toEqual([]);
  });

  it('finds nothing where nothing is', () => {
    const text = '{"type":"about:blank","title":"Internal Server Error","status":500}';
    expect(findSecret(Buffer.from(text), 'hunter2')).toEqual([]);
    expect(findSecret(Buffer.from(text), `<k"e&y'\\ é☃>`)).toEqual([]);
  });
});
