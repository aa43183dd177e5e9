import axe from 'axe-core';
import fc from 'fast-check';
import { JSDOM, type Document } from 'jsdom';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html } from './html.ts';
import type { ProblemDetails } from './problem-details.ts';

const conflict: ProblemDetails = { type: 'about:blank', title: 'Conflict', status: 409 };

const full: ProblemDetails = {
  type: 'https://bookshop.example/problems/invalid',
  title: 'Unprocessable Content',
  status: 422,
  detail: 'The request has 2 invalid values.',
  instance: 'urn:uuid:4a5b',
  errors: [
    { detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' },
    { detail: 'must be an integer', in: 'query', name: 'page', tags: ['a', 'b'], more: { deep: [] } },
  ],
  none: null,
  debug: { message: 'x', stack: 'Error: x\n    at a (b.js:1:2)', causes: [] },
};

function documentOf(problem: ProblemDetails, language?: string): Document {
  return new JSDOM(html.render(problem, language)).window.document;
}

function textsOf(document: Document, selector: string): string[] {
  return [...document.querySelectorAll(selector)].map((element) => element.textContent);
}

describe('html', () => {
  it('is a page in UTF-8', () => {
    expect(html.mediaType).toBe('text/html; charset=utf-8');
  });

  it('is a whole page, which says in its head how it is to be read and shown', () => {
    const problem = { ...conflict, detail: 'Order 42 has shipped', order: 42 };
    const page = html
      .render(problem)
      .replace(/(<style>).*(<\/style>)/, '$1…$2')
      .replace(/'sha256-[^']*'/, "'…'");
    expect(page).toBe(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '…'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>409 Conflict</title>
<style>…</style>
</head>
<body>
<main dir="auto">
<h1>409 Conflict</h1>
<p>Order 42 has shipped</p>
<dl><dt><code translate="no">order</code></dt><dd><code>42</code></dd></dl>
</main>
</body>
</html>
`);
  });

  it('says what JSON says, in one place each', () => {
    const document = documentOf(full);
    expect(document.compatMode).toBe('CSS1Compat');
    expect(document.title).toBe('422 Unprocessable Content');
    expect(textsOf(document, 'h1')).toEqual(['422 Unprocessable Content']);
    expect(textsOf(document, 'main > p')).toEqual(['The request has 2 invalid values.']);
    expect(textsOf(document, 'main > dl > dt')).toEqual(['type', 'instance', 'errors', 'none', 'debug']);
    expect(textsOf(document, 'dd dt').slice(0, 3)).toEqual(['detail', 'code', 'pointer']);
    expect(textsOf(document, 'dd dd').slice(0, 3)).toEqual(['must be at least 1', 'minimum', '#/quantity']);
    expect(textsOf(document, 'li li')).toEqual(['a', 'b']);
    expect(textsOf(document, 'dd > code')).toEqual(['[]', 'null', '[]']);
    expect(textsOf(document, 'pre')).toEqual(['Error: x\n    at a (b.js:1:2)']);
  });

  it('leaves out what says nothing', () => {
    expect(documentOf(conflict).querySelector('main')?.innerHTML).toBe('\n<h1>409 Conflict</h1>\n');
    expect(textsOf(documentOf({ ...conflict, see: 'about:blank' }), 'dt')).toEqual(['see']);
  });

  it('writes what has no text of its own as JSON does', () => {
    const document = documentOf({ ...conflict, a: '', b: {}, c: [], d: null, e: 7, f: false });
    expect(textsOf(document, 'dd > code')).toEqual(['""', '{}', '[]', 'null', '7', 'false']);
  });

  it('keeps a line feed at the begin of a text', () => {
    expect(textsOf(documentOf({ ...conflict, a: '\nb' }), 'pre')).toEqual(['\nb']);
  });

  it('has the language of the texts', () => {
    const lang = (language?: string): string | null =>
      documentOf(conflict, language).documentElement.getAttribute('lang');
    expect([lang(), lang('de-AT'), lang('de, en'), lang('zh-Hant-TW'), lang('"><script>'), lang('')]).toEqual(
      ['en', 'de-AT', 'de', 'zh-Hant-TW', 'en', 'en'],
    );
    expect([lang('es-419'), lang('de-"><b>'), lang('de-a"')]).toEqual(['es-419', 'de', 'de-a']);
  });

  it('has a policy that allows its style and nothing else', () => {
    const document = documentOf(full);
    const style = document.querySelector('style')?.textContent ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
    expect(policy?.getAttribute('content')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('loads nothing', () => {
    const document = documentOf(full);
    expect(textsOf(document, 'script, link, img, iframe, object, embed, form, base')).toEqual([]);
    expect(document.querySelector('style')?.textContent).not.toMatch(/url|@import/);
  });

  it.each([full, conflict, { ...conflict, detail: 'x', a: { b: { c: ['d', {}] } }, '': '' }])(
    'breaks no rule of axe',
    async (problem) => {
      const { window } = new JSDOM(html.render(problem), { runScripts: 'outside-only' });
      window.eval(axe.source);
      // jsdom does not paint, so that contrast is for a browser to see.
      window.eval("var checked = axe.run({ rules: { 'color-contrast': { enabled: false } } })");
      expect(await window.eval("checked.then((r) => r.violations.map(({ help }) => help).join('; '))")).toBe(
        '',
      );
      expect(await window.eval("checked.then((r) => r.passes.map(({ id }) => id).join(' '))")).toMatch(
        /document-title .*html-has-lang .*landmark-main-is-top-level .*region/,
      );
    },
  );

  it('links to a type and an instance over HTTP, and to nothing else', () => {
    const linked = (value: string): unknown[] =>
      [...documentOf({ ...conflict, type: value, instance: value, url: value }).querySelectorAll('a')].map(
        (element) => [
          element.closest('dd')?.previousElementSibling?.textContent,
          element.getAttribute('href'),
          element.getAttribute('rel'),
        ],
      );
    expect(linked('https://a.example/b?c=d&e=f#g')).toEqual([
      ['type', 'https://a.example/b?c=d&e=f#g', 'noreferrer'],
      ['instance', 'https://a.example/b?c=d&e=f#g', 'noreferrer'],
    ]);
    expect(linked('HTTP://a.example')).toEqual([
      ['type', 'HTTP://a.example', 'noreferrer'],
      ['instance', 'HTTP://a.example', 'noreferrer'],
    ]);
    for (const other of [
      'javascript:alert(1)',
      "javascript:open('https://a.example')",
      'JaVaScRiPt://a.example/%0aalert(1)',
      ' javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//a.example',
      '/orders/7',
      'urn:uuid:4a5b',
      'https://a.example/"onclick="alert(1)',
      'https://a.example/ b',
    ])
      expect(linked(other)).toEqual([]);
  });

  it.each([
    '<script>alert(1)</script>',
    '</title></style></main><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '<!--',
    '-->',
    ']]>',
    '&lt;script&gt;',
    '<\0script>',
    '\u2028\u202e<svg/onload=alert(1)>',
  ])('shows %j as text, wherever it stands', (evil) => {
    const document = documentOf({
      ...conflict,
      type: evil,
      title: evil,
      detail: evil,
      instance: evil,
      [evil]: evil,
      list: [evil, { [evil]: evil }],
      lines: `${evil}\n${evil}`,
    });
    const shown = evil.replaceAll('\0', '\ufffd');
    expect(document.title).toBe(`409 ${shown}`.trim());
    expect(textsOf(document, 'h1')).toEqual([`409 ${shown}`]);
    expect(textsOf(document, 'main > p')).toEqual([shown]);
    expect(textsOf(document, 'main > dl > dt')).toEqual(['type', 'instance', shown, 'list', 'lines']);
    expect(textsOf(document, 'li > dl > dd')).toEqual([shown]);
    expect(textsOf(document, 'pre')).toEqual([`${shown}\n${shown}`]);
  });

  it('has no element and no attribute of anybody else, whatever the problem', () => {
    const known = new Set(
      [
        'html',
        'head',
        'meta',
        'title',
        'style',
        'body',
        'main',
        'h1',
        'p',
        'dl',
        'dt',
        'dd',
        'ul',
        'li',
      ].concat(['code', 'pre', 'a']),
    );
    const attributes = new Set([
      'lang',
      'charset',
      'http-equiv',
      'content',
      'name',
      'dir',
      'translate',
      'href',
      'rel',
    ]);
    const bits = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '/',
      'script',
      'a',
      ' ',
      'on=',
      'https://',
      '\n',
      '\0',
      '-->',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(bits, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    const { window } = new JSDOM();
    const parser = new window.DOMParser();
    fc.assert(
      fc.property(
        text,
        text,
        fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 3 })), { maxKeys: 3 }),
        (type, detail, extensions) => {
          const problem = { ...conflict, type, detail, ...extensions, instance: type, status: 409 };
          const document = parser.parseFromString(html.render(problem, detail), 'text/html');
          const elements = [...document.querySelectorAll('*')];
          const names = elements.flatMap((element) => [...element.attributes].map(({ name }) => name));
          expect(elements.map(({ localName }) => localName).filter((name) => !known.has(name))).toEqual([]);
          expect(names.filter((name) => !attributes.has(name))).toEqual([]);
          for (const a of document.querySelectorAll('a'))
            expect(a.getAttribute('href')).toMatch(/^https?:\/\//i);
        },
      ),
      { numRuns: 300 },
    );
  });
});
