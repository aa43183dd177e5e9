import type { Case, CaseRequest } from './case.ts';

const accept = (...values: readonly string[]): CaseRequest => ({
  headers: values.map((value) => ['Accept', value] as const),
});

const conflict = '{"type":"about:blank","title":"Conflict","status":409}';
const conflictXml =
  '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807"><type>about:blank</type><title>Conflict</title><status>409</status></problem>';
const xml = 'application/problem+xml';
const html = 'text/html; charset=utf-8';

/** A page: its language, its heading, and the HTML below that. */
function page(language: string, heading: string, rest = ''): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-lFd1MuMAmwzsZcaggHAt27kOAmtE/pXF7hgJmzLCiWM='; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading}</title>
<style>:root{background:Canvas;color:CanvasText;color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}body{margin:0 auto;max-width:44rem;padding:2rem 1rem}h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}h1+p{font-size:1.125rem;margin:0 0 1.5rem;white-space:pre-wrap}dt{font-weight:600;margin-top:.75rem}dd{margin:0}ul{margin:0;padding-inline-start:1.25rem}dl{margin:0}dl dl{border-inline-start:1px solid GrayText;padding-inline-start:.75rem}dl dl dt{margin-top:.25rem}code,pre{font-family:ui-monospace,monospace;font-size:.9375em}li+li{margin-top:.5rem}pre{margin:0;unicode-bidi:plaintext;white-space:pre-wrap}</style>
</head>
<body>
<main dir="auto">
<h1>${heading}</h1>
${rest}</main>
</body>
</html>
`;
}

/** A Conflict without members, in HTML. */
export const conflictPage: string = page('en', '409 Conflict');

/** An `Accept` for which the answer is JSON, although there are other formats. RFC 9110 §12.4.1, §12.5.1 */
const asJson: readonly (readonly [what: string, accept: string])[] = [
  ['anything is accepted', '*/*'],
  ['JSON is accepted', 'application/json'],
  ['problems in JSON are accepted', 'application/problem+json'],
  ['another kind of JSON is accepted', 'application/vnd.api+json; version="1,2"'],
  ['nothing that is accepted can be had', 'text/csv, image/png;q=0.5'],
  ['nothing at all is accepted', '*/*;q=0'],
  ['JSON is preferred', 'application/xml;q=0.5, text/html;q=0.4, application/json;q=0.6'],
  ['a client of JSON accepts anything else too', 'application/json, text/plain, */*'],
  ['the field is malformed', 'text/html/x;q=,;;, /html'],
  ['the field is longer than any client sends', `${'text/html, '.repeat(400)}*/*;q=0.1`],
];

const asXml: readonly (readonly [what: string, accept: string])[] = [
  ['problems in XML are accepted', 'application/problem+xml'],
  ['XML is accepted', 'application/xml'],
  ['XML is accepted by its older name', 'text/xml; charset=UTF-8'],
  ['XML is preferred', 'application/problem+xml;q=1, application/problem+json;q=0.5'],
  ['XML is preferred to HTML', 'text/html;q=0.3, application/xml;q=0.4, application/json;q=0.2'],
  ['JSON is excluded', 'application/problem+json;q=0, application/*'],
];

const asHtml: readonly (readonly [what: string, accept: string])[] = [
  [
    'Chrome asks',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
  ],
  ['Firefox asks', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/png,image/svg+xml,*/*;q=0.8'],
  ['Safari asks', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
  ['any text is accepted', 'text/*'],
  [
    'the most specific range says so',
    'application/*;q=0.9, application/problem+json;q=0.1, application/problem+xml;q=0, text/html;q=0.5',
  ],
];

function chosen(
  format: string,
  rows: readonly (readonly [what: string, accept: string])[],
  expect: Pick<Case['expect'], 'body' | 'mediaType'>,
): readonly Case[] {
  return rows.map(([what, value], index) => ({
    name: `the answer is ${format} where ${what}`,
    path: `/formats/${format.toLowerCase()}-${index}`,
    settings: 'formats',
    route: { throw: ['Conflict'] },
    request: accept(value),
    expect: { status: 409, headers: { Vary: 'Accept' }, ...expect },
  }));
}

/** Other representations than JSON: which one is chosen, and its bytes. DESIGN §5, RFC 9457 Appendix B */
export const formatCases: readonly Case[] = [
  ...chosen('JSON', asJson, { body: conflict }),
  ...chosen('XML', asXml, { body: conflictXml, mediaType: xml }),
  ...chosen('HTML', asHtml, { body: conflictPage, mediaType: html }),
  {
    name: 'the answer is JSON where there is no Accept',
    path: '/formats/no-accept',
    settings: 'formats',
    route: { throw: ['Conflict'] },
    expect: { status: 409, headers: { Vary: 'Accept' }, body: conflict },
  },
  {
    name: 'the answer is JSON, and does not vary, where there are no other formats',
    path: '/formats/none',
    route: { throw: ['Conflict'] },
    request: accept('text/html'),
    expect: { status: 409, body: conflict },
  },
  {
    name: 'a browser gets XML where there is no HTML',
    path: '/formats/browser-xml',
    settings: 'XML only',
    route: { throw: ['Conflict'] },
    request: accept('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'),
    expect: { status: 409, headers: { Vary: 'Accept' }, mediaType: xml, body: conflictXml },
  },
  {
    name: 'several Accept lines are one',
    path: '/formats/two-lines',
    settings: 'formats',
    route: { throw: ['Conflict'] },
    request: accept('application/json;q=0.5', 'text/html'),
    expect: { status: 409, headers: { Vary: 'Accept' }, mediaType: html, body: conflictPage },
  },
  {
    name: 'a format of the user is chosen like the others',
    path: '/formats/own',
    settings: 'formats',
    route: { throw: ['Conflict'] },
    request: accept('text/plain'),
    expect: {
      status: 409,
      headers: { Vary: 'Accept' },
      mediaType: 'text/plain; charset=utf-8',
      body: '409 Conflict\n',
    },
  },
  {
    name: 'a format that throws is answered in JSON',
    path: '/formats/throws',
    settings: 'a format throws',
    route: { throw: ['Conflict'] },
    request: accept('text/x'),
    expect: { status: 409, headers: { Vary: 'Accept' }, body: conflict, report: { noted: true } },
  },
  {
    name: 'a format that gives no text is answered in JSON',
    path: '/formats/garbage',
    settings: 'a format gives garbage',
    route: { throw: ['Conflict'] },
    request: accept('text/x'),
    expect: { status: 409, headers: { Vary: 'Accept' }, body: conflict, report: { noted: true } },
  },
  {
    name: 'XML is that of RFC 9457 Appendix B',
    path: '/formats/out-of-credit',
    settings: 'formats',
    route: {
      throw: [
        'Forbidden',
        'Your current balance is 30, but that costs 50.',
        {
          type: 'https://example.com/probs/out-of-credit',
          title: 'You do not have enough credit.',
          instance: 'https://example.net/account/12345/msgs/abc',
          extensions: {
            balance: 30,
            accounts: ['https://example.net/account/12345', 'https://example.net/account/67890'],
          },
        },
      ],
    },
    request: accept(xml),
    expect: {
      status: 403,
      headers: { Vary: 'Accept' },
      mediaType: xml,
      body:
        '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807">' +
        '<type>https://example.com/probs/out-of-credit</type><title>You do not have enough credit.</title><status>403</status>' +
        '<detail>Your current balance is 30, but that costs 50.</detail><instance>https://example.net/account/12345/msgs/abc</instance>' +
        '<balance>30</balance><accounts><i>https://example.net/account/12345</i><i>https://example.net/account/67890</i></accounts></problem>',
    },
  },
  {
    name: 'XML holds what JSON does, as far as it can',
    path: '/formats/xml-members',
    settings: 'formats',
    route: {
      throw: [
        'Conflict',
        'Zoë & "<3>"\r\n\u0001\ud800🍎',
        { extensions: { 'a b': null, xmlns: true, 'x:y': [[], {}, { i: 1 }], '': '' } },
      ],
    },
    request: accept(xml),
    expect: {
      status: 409,
      headers: { Vary: 'Accept' },
      mediaType: xml,
      body:
        '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807">' +
        '<type>about:blank</type><title>Conflict</title><status>409</status>' +
        '<detail>Zoë &amp; &quot;&lt;3&gt;&quot;&#13;\n\ufffd\ufffd🍎</detail>' +
        '<a_x0020_b></a_x0020_b><_x0078_mlns>true</_x0078_mlns>' +
        '<x_x003A_y><i></i><i></i><i><_x0069_>1</_x0069_></i></x_x003A_y><_x_></_x_></problem>',
    },
  },
  {
    name: 'HTML shows every member',
    path: '/formats/html-members',
    settings: 'formats',
    route: {
      throw: [
        'UnprocessableContent',
        'The request has 1 invalid value.',
        {
          type: 'https://example.com/invalid?a=b&c=d',
          instance: 'urn:uuid:4a5b',
          extensions: {
            errors: [{ detail: 'must be at least 1', pointer: '#/quantity' }],
            left: 0,
            note: 'a\nb',
          },
        },
      ],
    },
    request: accept('text/html'),
    expect: {
      status: 422,
      headers: { Vary: 'Accept' },
      mediaType: html,
      body: page(
        'en',
        '422 Unprocessable Content',
        '<p>The request has 1 invalid value.</p>\n' +
          '<dl><dt><code translate="no">type</code></dt><dd><a href="https://example.com/invalid?a=b&amp;c=d" rel="noreferrer">https://example.com/invalid?a=b&amp;c=d</a></dd>' +
          '<dt><code translate="no">instance</code></dt><dd>urn:uuid:4a5b</dd>' +
          '<dt><code translate="no">errors</code></dt><dd><ul><li><dl><dt><code translate="no">detail</code></dt><dd>must be at least 1</dd>' +
          '<dt><code translate="no">pointer</code></dt><dd>#/quantity</dd></dl></li></ul></dd>' +
          '<dt><code translate="no">left</code></dt><dd><code>0</code></dd>' +
          '<dt><code translate="no">note</code></dt><dd><pre>\na\nb</pre></dd></dl>\n',
      ),
    },
  },
  {
    name: 'HTML shows markup as text, and links to no script',
    path: '/formats/html-injection',
    settings: 'formats',
    route: {
      throw: [
        'BadRequest',
        '</p><script>alert(1)</script>',
        {
          type: 'javascript:alert(1)',
          title: '</title><img src=x onerror=alert(1)>',
          instance: 'data:text/html,x',
          extensions: { '"><b>': "' onload='x' &lt;" },
        },
      ],
    },
    request: accept('text/html'),
    expect: {
      status: 400,
      headers: { Vary: 'Accept' },
      mediaType: html,
      body: page(
        'en',
        '400 &lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;',
        '<p>&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>\n' +
          '<dl><dt><code translate="no">type</code></dt><dd>javascript:alert(1)</dd>' +
          '<dt><code translate="no">instance</code></dt><dd>data:text/html,x</dd>' +
          "<dt><code translate=\"no\">&quot;&gt;&lt;b&gt;</code></dt><dd>' onload='x' &amp;lt;</dd></dl>\n",
      ),
    },
  },
  {
    name: 'HEAD has the length of the XML',
    path: '/formats/head-xml',
    settings: 'formats',
    route: { throw: ['Conflict'] },
    request: { method: 'HEAD', ...accept(xml) },
    expect: { status: 409, headers: { Vary: 'Accept' }, mediaType: xml, body: conflictXml },
  },
  {
    name: 'HEAD has the length of the HTML',
    path: '/formats/head-html',
    settings: 'formats',
    route: { throw: ['Conflict'] },
    request: { method: 'HEAD', ...accept('text/html') },
    expect: { status: 409, headers: { Vary: 'Accept' }, mediaType: html, body: conflictPage },
  },
  {
    name: 'the fields of the error go with every format',
    path: '/formats/challenge',
    settings: 'formats',
    route: { throw: ['Unauthorized', { headers: { Vary: 'Authorization' } }] },
    request: accept('text/html'),
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer', Vary: 'Authorization, Accept' },
      mediaType: html,
      body: page('en', '401 Unauthorized'),
    },
  },
  {
    name: 'fields of the handler that describe its body leave a page too; Vary and the policy stay',
    path: '/formats/leftovers',
    settings: 'formats',
    route: {
      steps: [
        ['header', 'Content-Type', 'text/csv'],
        ['header', 'Content-Encoding', 'gzip'],
        ['header', 'ETag', '"v7"'],
        ['header', 'Cache-Control', 'public'],
        ['header', 'Vary', 'Origin'],
        ['header', 'Content-Security-Policy', "default-src 'self'"],
      ],
      throw: ['Conflict'],
    },
    request: accept('text/html'),
    expect: {
      status: 409,
      headers: { Vary: 'Origin, Accept', 'Content-Security-Policy': "default-src 'self'" },
      mediaType: html,
      body: conflictPage,
    },
  },
  {
    name: 'an unknown route is answered in HTML',
    path: '/formats/nowhere',
    settings: 'formats',
    request: accept('text/html'),
    expect: {
      status: 404,
      headers: { Vary: 'Accept' },
      mediaType: html,
      body: page('en', '404 Not Found'),
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'a wrong method is answered in XML',
    path: '/formats/get-only',
    settings: 'formats',
    route: { throw: ['Gone'] },
    request: { method: 'DELETE', ...accept(xml) },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD', Vary: 'Accept' },
      mediaType: xml,
      body: '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807"><type>about:blank</type><title>Method Not Allowed</title><status>405</status></problem>',
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'a path that cannot be decoded is answered in HTML',
    path: '/formats/%E0%A4',
    settings: 'formats',
    request: accept('text/html'),
    expect: {
      status: 400,
      headers: { Vary: 'Accept' },
      mediaType: html,
      body: page('en', '400 Bad Request', '<p>The percent-encoding of the request path is malformed.</p>\n'),
      // Fastify decodes before it looks for a route.
      report: { kind: ['unmatched', 'thrown'] },
    },
  },
  {
    name: 'a body that is no JSON is answered in XML',
    path: '/formats/malformed-body',
    settings: 'formats',
    route: { methods: ['POST'], steps: [['json']] },
    request: {
      method: 'POST',
      headers: [
        ['Content-Type', 'application/json'],
        ['Accept', xml],
      ],
      body: '{"password": hunter2}',
    },
    expect: {
      status: 400,
      headers: { Vary: 'Accept' },
      mediaType: xml,
      body: '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807"><type>about:blank</type><title>Bad Request</title><status>400</status><detail>The request body is not valid JSON.</detail></problem>',
    },
  },
  {
    name: 'a request that cannot be read is answered in JSON',
    path: '/formats/garbage-request',
    settings: 'formats',
    request: {
      raw: 'GET /formats/garbage-request HTTP/1.1\r\nHost: table\r\nAccept: text/html\r\nX hunter2: 1\r\n\r\n',
    },
    expect: {
      status: 400,
      headers: { Vary: 'Accept' },
      body: '{"type":"about:blank","title":"Bad Request","status":400}',
    },
  },
  {
    name: 'nothing private is in XML',
    path: '/formats/private-xml',
    settings: 'formats',
    route: { throwForeign: 'plain Error' },
    request: accept(xml),
    expect: {
      status: 500,
      headers: { Vary: 'Accept' },
      mediaType: xml,
      body: '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807"><type>about:blank</type><title>Internal Server Error</title><status>500</status></problem>',
    },
  },
  {
    name: 'nothing private is in HTML',
    path: '/formats/private-html',
    settings: 'formats',
    route: { throwForeign: 'plain Error' },
    request: accept('text/html'),
    expect: {
      status: 500,
      headers: { Vary: 'Accept' },
      mediaType: html,
      body: page('en', '500 Internal Server Error'),
    },
  },
  {
    name: 'debug is in XML',
    path: '/formats/debug-xml',
    settings: 'formats, debug',
    route: { throwValue: { message: 'the pool is gone', cause: { message: 'connection refused' } } },
    request: accept(xml),
    expect: {
      status: 500,
      headers: { Vary: 'Accept' },
      mediaType: xml,
      body:
        '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807"><type>about:blank</type><title>Internal Server Error</title><status>500</status>' +
        '<debug><message>the pool is gone</message><causes><i><message>connection refused</message></i></causes></debug></problem>',
    },
  },
  {
    name: 'debug is in HTML',
    path: '/formats/debug-html',
    settings: 'formats, debug',
    route: { throwValue: { message: 'the pool is gone', cause: { message: 'connection refused' } } },
    request: accept('text/html'),
    expect: {
      status: 500,
      headers: { Vary: 'Accept' },
      mediaType: html,
      body: page(
        'en',
        '500 Internal Server Error',
        '<dl><dt><code translate="no">debug</code></dt><dd><dl><dt><code translate="no">message</code></dt><dd>the pool is gone</dd>' +
          '<dt><code translate="no">causes</code></dt><dd><ul><li><dl><dt><code translate="no">message</code></dt><dd>connection refused</dd></dl></li></ul></dd></dl></dd></dl>\n',
      ),
    },
  },
  {
    name: 'the language of customize is the language of the page',
    path: '/formats/language-html',
    settings: 'formats, speaking German',
    route: { throw: ['Conflict'] },
    request: {
      headers: [
        ['Accept', 'text/html'],
        ['Accept-Language', 'de-AT, en;q=0.5'],
      ],
    },
    expect: {
      status: 409,
      headers: { 'Content-Language': 'de', Vary: 'Accept-Language, Accept' },
      mediaType: html,
      body: page('de', '409 Konflikt'),
    },
  },
  {
    name: 'the language of customize goes with XML',
    path: '/formats/language-xml',
    settings: 'formats, speaking German',
    route: { throw: ['Conflict'] },
    request: {
      headers: [
        ['Accept', xml],
        ['Accept-Language', 'de'],
      ],
    },
    expect: {
      status: 409,
      headers: { 'Content-Language': 'de', Vary: 'Accept-Language, Accept' },
      mediaType: xml,
      body: conflictXml.replace('Conflict', 'Konflikt'),
    },
  },
];
