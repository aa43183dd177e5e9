import { describe, expect, it } from 'vitest';
import { Conflict } from './client-errors.ts';
import { createResponder, type Answer } from './create-responder.ts';
import { html } from './html.ts';
import type { ProblemFormat } from './problem-format.ts';
import type { ProblemDetailsOptions } from './responder-options.ts';
import { xml } from './xml.ts';

function answer(
  accept: string | undefined,
  options: ProblemDetailsOptions = { formats: [xml, html] },
  { method = 'GET', vary }: { method?: string; vary?: string } = {},
): Answer {
  const respond = createResponder({ onError: () => undefined, ...options });
  const fields: Record<string, string> = vary === undefined ? {} : { vary };
  return respond(
    new Conflict('Zoë < 3'),
    {
      method,
      url: '/',
      header: (name) => (name.toLowerCase() === 'accept' ? accept : undefined),
      native: undefined,
    },
    { phase: 'open', header: (name) => fields[name.toLowerCase()], headerNames: () => Object.keys(fields) },
  );
}

const json = '{"type":"about:blank","title":"Conflict","status":409,"detail":"Zoë < 3"}';
const asXml =
  '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807"><type>about:blank</type>' +
  '<title>Conflict</title><status>409</status><detail>Zoë &lt; 3</detail></problem>';

describe('formats', () => {
  it('are chosen by Accept, and only the type and the body differ', () => {
    const { headers, body, report } = answer('text/xml');
    expect(headers).toEqual({
      'Content-Type': 'application/problem+xml',
      'Content-Length': '179',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept',
    });
    expect(Buffer.byteLength(asXml)).toBe(179);
    expect(body).toBe(asXml);
    expect(report).toMatchObject({ problem: { detail: 'Zoë < 3' }, notes: [] });
  });

  it('leave JSON as it is, but for Vary', () => {
    const { headers, body } = answer('*/*');
    expect(headers).toMatchObject({ 'Content-Type': 'application/problem+json', Vary: 'Accept' });
    expect(body).toBe(json);
  });

  it('change nothing where there are none', () => {
    for (const options of [{}, { formats: [] }, { formats: undefined }]) {
      const { headers, body } = answer('text/html', options);
      expect(headers).not.toHaveProperty('Vary');
      expect(body).toBe(json);
    }
  });

  it('join Vary with what is there', () => {
    expect(answer('*/*', undefined, { vary: 'Origin' }).headers['Vary']).toBe('Origin, Accept');
    expect(answer('*/*', undefined, { vary: 'accept, Origin' }).headers['Vary']).toBe('accept, Origin');
    const customize: ProblemDetailsOptions['customize'] = (problem) => ({ problem, language: 'de' });
    expect(answer('*/*', { formats: [xml], customize }).headers).toMatchObject({
      'Content-Language': 'de',
      Vary: 'Accept-Language, Accept',
    });
  });

  it('give HEAD the length of their body', () => {
    const { headers, body } = answer('text/xml', undefined, { method: 'HEAD' });
    expect(headers).toMatchObject({ 'Content-Type': 'application/problem+xml', 'Content-Length': '179' });
    expect(body).toBe('');
  });

  it('get the language that customize set', () => {
    const customize: ProblemDetailsOptions['customize'] = (problem) => ({
      problem: { ...problem, title: 'Konflikt' },
      language: 'de',
    });
    const { body } = answer('text/html', { formats: [html], customize });
    expect(body).toContain('<html lang="de">');
    expect(body).toContain('<h1>409 Konflikt</h1>');
    expect(answer('text/html').body).toContain('<html lang="en">');
  });

  it('show debug where it is on, and nothing of it where it is off', () => {
    for (const accept of ['text/xml', 'text/html', 'application/json']) {
      const on = answer(accept, { formats: [xml, html], debug: true }).body;
      expect(on).toContain('formats.test.ts');
      expect(on.match(/debug/g)?.length).toBe(accept === 'text/xml' ? 2 : 1);
      expect(answer(accept).body).not.toMatch(/debug|formats\.test\.ts/);
    }
  });

  const broken: readonly (readonly [string, ProblemFormat['render'], string])[] = [
    [
      'throws',
      () => {
        throw new Error('no ink');
      },
      'the format "text/x" threw: Error: no ink',
    ],
    ['gives nothing', (() => undefined) as unknown as ProblemFormat['render'], ''],
    ['gives an empty text', () => '', ''],
    ['gives bytes', (() => Buffer.from('x')) as unknown as ProblemFormat['render'], ''],
    [
      'gives a promise',
      (() => Promise.reject(new Error('x'))) as unknown as ProblemFormat['render'],
      'the format "text/x" gave a promise, which was ignored: it must be synchronous',
    ],
  ];
  it.each(broken)('answer in JSON and note it where one %s', (_what, render, note) => {
    const { headers, body, report } = answer('text/x', { formats: [{ mediaType: 'text/x', render }] });
    expect(headers).toMatchObject({
      'Content-Type': 'application/problem+json',
      'Content-Length': String(Buffer.byteLength(json)),
      Vary: 'Accept',
    });
    expect(body).toBe(json);
    expect(report.notes).toEqual([
      ...(note === '' ? [] : [note]),
      'the format "text/x" gave no text; the answer was sent as JSON',
    ]);
  });

  it('cannot change what is reported, or what is sent in their place', () => {
    const greedy: ProblemFormat = {
      mediaType: 'text/x',
      render(problem) {
        Object.assign(problem, { status: 200, title: 'x' });
        throw new Error('no ink');
      },
    };
    const { body, report } = answer('text/x', { formats: [greedy] });
    expect(body).toBe(json);
    expect(report.problem).toEqual(JSON.parse(json));
  });

  it('may be objects of a class', () => {
    class Shouting implements ProblemFormat {
      readonly mediaType = 'text/plain; charset=utf-8';
      readonly #end = '!';
      render({ title }: { title: string }): string {
        return title + this.#end;
      }
    }
    const { headers, body } = answer('text/plain', { formats: [new Shouting()] });
    expect([headers['Content-Type'], body]).toEqual(['text/plain; charset=utf-8', 'Conflict!']);
  });

  const render = (): string => 'x';
  it.each([
    'xml',
    xml,
    [undefined],
    ['text/xml'],
    [{}],
    [{ mediaType: 'text/x' }],
    [{ render }],
    [{ mediaType: 'xml', render }],
    [{ mediaType: '', render }],
    [{ mediaType: '*/*', render }],
    [{ mediaType: 'text/*', render }],
    [{ mediaType: 'text/x\r\nX-Evil: 1', render }],
    [{ mediaType: 'text/x; a', render }],
    [{ mediaType: 'text/x;a="\u20ac"', render }],
    [{ mediaType: 'text/x, text/y', render }],
    [{ mediaType: 'application/problem+json', render }],
    [{ mediaType: 'Application/Problem+JSON; charset=utf-8', render }],
    [xml, null],
  ])('are checked at start: %j', (formats) => {
    expect(() => createResponder({ formats } as unknown as ProblemDetailsOptions)).toThrow(
      new TypeError(
        'The option "formats" of problemDetails must be an array of formats such as [xml, html]: each a media type other ' +
          'than application/problem+json, and a function render.',
      ),
    );
  });

  it.each(['text/x', 'application/vnd.a-b.c+json', 'text/x;a=b ; c="d;\\"e"', 'application/problem+json-x'])(
    'may have the media type %s',
    (mediaType) => {
      expect(answer('application/json', { formats: [{ mediaType, render }] }).body).toBe(json);
    },
  );
});
