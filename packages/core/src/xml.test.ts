import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { createResponder } from './create-responder.ts';
import { HttpError } from './http-error.ts';
import type { ProblemDetails } from './problem-details.ts';
import { xml } from './xml.ts';

interface Parsed {
  readonly name: string;
  readonly children: Parsed[];
  text: string;
}

/** The root element. Throws if the text is not well-formed, with regard to namespaces too, or has what no problem has. */
function parse(text: string): Parsed {
  const root: Parsed = { name: '', children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    expect(uri).toBe('urn:ietf:rfc:7807');
    expect(Object.keys(attributes)).toEqual(open.length === 1 ? ['xmlns'] : []);
    const element = { name: local, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (chunk) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += chunk;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  const [problem] = root.children;
  if (problem?.name !== 'problem') throw new Error('no problem');
  return problem;
}

/** Reads a value as RFC 9457 Appendix B says; leaves are text. */
function read({ children, text }: Parsed): unknown {
  if (children.length === 0) return text;
  expect(text).toBe('');
  if (children.every(({ name }) => name === 'i')) return children.map(read);
  return Object.fromEntries(children.map((child) => [decode(child.name), read(child)]));
}

function decode(name: string): string {
  if (name === '_x_') return '';
  return name.replaceAll(/_x([\dA-F]{4})_/g, (_, unit: string) => String.fromCharCode(parseInt(unit, 16)));
}

/** What of a JSON value XML can hold: text for leaves, nothing for what is empty. */
function asRead(value: unknown): unknown {
  if (typeof value !== 'object') {
    const leaf = typeof value === 'string' ? value : JSON.stringify(value);
    return leaf.replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
  }
  const entries = Object.entries(value ?? {});
  if (entries.length === 0) return '';
  if (Array.isArray(value)) return value.map(asRead);
  return Object.fromEntries(entries.map(([name, member]) => [name, asRead(member)]));
}

function bodyOf(extensions: object): string {
  return xml.render({ type: 'about:blank', title: 'Conflict', status: 409, ...extensions });
}

describe('xml', () => {
  it('is a problem of RFC 9457', () => {
    expect(xml.mediaType).toBe('application/problem+xml');
  });

  it('reproduces the example of RFC 9457 Appendix B', () => {
    const example = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<problem xmlns="urn:ietf:rfc:7807">',
      '  <type>https://example.com/probs/out-of-credit</type>',
      '  <title>You do not have enough credit.</title>',
      '  <status>403</status>',
      '  <detail>Your current balance is 30, but that costs 50.</detail>',
      '  <instance>https://example.net/account/12345/msgs/abc</instance>',
      '  <balance>30</balance>',
      '  <accounts>',
      '    <i>https://example.net/account/12345</i>',
      '    <i>https://example.net/account/67890</i>',
      '  </accounts>',
      '</problem>',
    ];
    const error = new HttpError(403, 'Your current balance is 30, but that costs 50.', {
      type: 'https://example.com/probs/out-of-credit',
      title: 'You do not have enough credit.',
      instance: 'https://example.net/account/12345/msgs/abc',
      extensions: {
        balance: 30,
        accounts: ['https://example.net/account/12345', 'https://example.net/account/67890'],
      },
    });
    // The RFC's has no status, which ours always have.
    const [declaration, ...lines] = example;
    expect(xml.render(error.toJSON())).toBe(`${declaration}\n${lines.map((line) => line.trim()).join('')}`);
  });

  it.each([
    ['a number', { m: 1.5e300 }, '<m>1.5e+300</m>'],
    ['a boolean', { m: false }, '<m>false</m>'],
    ['null', { m: null }, '<m></m>'],
    ['an empty text', { m: '' }, '<m></m>'],
    ['an empty array', { m: [] }, '<m></m>'],
    ['an empty object', { m: {} }, '<m></m>'],
    ['an array of arrays', { m: [[1], [], [2, 3]] }, '<m><i><i>1</i></i><i></i><i><i>2</i><i>3</i></i></m>'],
    ['an array of objects', { m: [{ a: 1, b: null }] }, '<m><i><a>1</a><b></b></i></m>'],
    ['nested objects', { m: { a: { b: 'c' } } }, '<m><a><b>c</b></a></m>'],
    ['an object whose only member is i', { m: { i: 1 } }, '<m><_x0069_>1</_x0069_></m>'],
    ['an object with i and more', { m: { i: 1, j: 2 } }, '<m><i>1</i><j>2</j></m>'],
    ['a member i', { i: 1 }, '<i>1</i>'],
    [
      'markup',
      { m: '<a href="x">&amp;]]></a>' },
      '<m>&lt;a href=&quot;x&quot;&gt;&amp;amp;]]&gt;&lt;/a&gt;</m>',
    ],
    ['line ends', { m: 'a\r\nb\rc\n\td' }, '<m>a&#13;\nb&#13;c\n\td</m>'],
    [
      'characters that XML 1.0 forbids',
      { m: '\0\u0008\u000b\u001f\ufffe\uffff\ud800x\udc00' },
      `<m>${'\ufffd'.repeat(7)}x\ufffd</m>`,
    ],
    ['characters beyond the BMP', { m: '😀\u{10ffff}' }, '<m>😀\u{10ffff}</m>'],
  ])('writes %s', (_what, extensions, expected) => {
    const body = bodyOf(extensions);
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        `<problem xmlns="urn:ietf:rfc:7807"><type>about:blank</type><title>Conflict</title><status>409</status>${expected}</problem>`,
    );
    parse(body);
  });

  it.each([
    ['a', 'a'],
    ['violated-policies', 'violated-policies'],
    ['a.b_c-1', 'a.b_c-1'],
    ['_', '_'],
    ['été', 'été'],
    ['имя', 'имя'],
    ['名前', '名前'],
    ['__proto__', '__proto__'],
    ['a b', 'a_x0020_b'],
    ['-a', '_x002D_a'],
    ['.a', '_x002E_a'],
    ['a:b', 'a_x003A_b'],
    ['a/>', 'a_x002F__x003E_'],
    ['xmlns', '_x0078_mlns'],
    ['XML', '_x0058_ML'],
    ['axml', 'axml'],
    ['', '_x_'],
    ['_x_', '_x005F_x_'],
    ['_x0020_', '_x005F_x0020_'],
    ['_x00', '_x00'],
    ['\ud800', '_xD800_'],
    ['e\u0301', 'e_x0301_'],
    ['ⰰ', '_x2C30_'],
    ['𐐷', '_xD801__xDC37_'],
    ['×', '_x00D7_'],
  ])('names the member %j %s', (name, element) => {
    const body = bodyOf(JSON.parse(`{${JSON.stringify(name)}:"v"}`) as object);
    expect(body).toContain(`<${element}>v</${element}>`);
    expect(decode(parse(body).children.at(-1)?.name ?? '')).toBe(name);
  });

  it('writes a number for a name at its place in the document', () => {
    expect(bodyOf({ 1: 'v' })).toContain('<problem xmlns="urn:ietf:rfc:7807"><_x0031_>v</_x0031_><type>');
  });

  it('writes what JSON would, also of a document that did not come from core', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const problem: ProblemDetails = {
      type: 'a',
      title: 'b',
      status: 400,
      f: () => 1,
      u: undefined,
      cycle,
      n: 1n,
    };
    expect(xml.render(problem)).toContain('<status>400</status><cycle></cycle><n>1</n></problem>');
  });

  it('is well-formed for every problem, and can be read back as far as XML can hold it', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constant('i'));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4 }),
      ),
    }));
    const request = { method: 'GET', url: '/', header: () => 'text/xml', native: undefined };
    const response = { phase: 'open' as const, header: () => undefined, headerNames: () => [] };
    const respond = createResponder({ formats: [xml], onError: () => undefined });
    fc.assert(
      fc.property(text, fc.dictionary(text, value, { maxKeys: 4 }), (detail, extensions) => {
        const answer = respond(new HttpError(409, detail, { extensions }), request, response);
        expect(answer.headers['Content-Type']).toBe('application/problem+xml');
        // As the client gets it: an encoder has replaced what UTF-8 cannot hold.
        const sent = Buffer.from(answer.body).toString();
        expect(read(parse(sent))).toEqual(asRead(answer.report.problem));
      }),
      { numRuns: 500 },
    );
  });
});
