import type { Case, CaseRequest } from './case.ts';

const accepting = (languages: string, more: CaseRequest = {}): CaseRequest => ({
  ...more,
  headers: [...(more.headers ?? []), ['Accept-Language', languages]],
});
const spoken = (language: string): { readonly 'Content-Language': string; readonly Vary: string } => ({
  'Content-Language': language,
  Vary: 'Accept-Language',
});
const order = (body: string): CaseRequest => ({
  method: 'POST',
  headers: [['Content-Type', 'application/json']],
  body,
});

const settings = 'languages';
const english = { headers: spoken('en'), body: '{"type":"about:blank","title":"Conflict","status":409}' };
const german = { headers: spoken('de'), body: '{"type":"about:blank","title":"Konflikt","status":409}' };
const swiss = { headers: spoken('de-CH'), body: '{"type":"about:blank","title":"Zwist","status":409}' };

/** The languages of `messages`. RFC 4647 §3.4, RFC 9110 §12.5.4 and §8.5 */
export const languageCases: readonly Case[] = [
  {
    name: 'without Accept-Language the answer is in the default language, and says so',
    path: '/languages/none',
    settings,
    route: { throw: ['Conflict'] },
    expect: { status: 409, ...english },
  },
  {
    name: 'the language that is accepted',
    path: '/languages/de',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting('de'),
    expect: { status: 409, ...german },
  },
  {
    name: 'a more special language is found before a less special one',
    path: '/languages/de-ch',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting('de-ch'),
    expect: { status: 409, ...swiss },
  },
  {
    name: 'a range falls back to the language above it',
    path: '/languages/de-at',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting('de-AT-1996'),
    expect: { status: 409, ...german },
  },
  {
    name: 'the highest quality is first',
    path: '/languages/quality',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting('en;q=0.3, es, de;q=0.7'),
    expect: { status: 409, ...german },
  },
  {
    name: 'quality 0 refuses a language',
    path: '/languages/refused',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting('de-AT, de;q=0, en;q=0.1'),
    expect: { status: 409, ...english },
  },
  {
    name: 'a refused default language gives way to one that is not refused',
    path: '/languages/default-refused',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting('*, en;q=0'),
    expect: { status: 409, ...german },
  },
  {
    name: 'a client that refuses every language is answered in the default one',
    path: '/languages/all-refused',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting('*;q=0'),
    expect: { status: 409, ...english },
  },
  {
    name: 'the wildcard stands for the default language',
    path: '/languages/any',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting('*'),
    expect: { status: 409, ...english },
  },
  {
    name: 'an unknown language is answered in the default one',
    path: '/languages/unknown',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting('tlh, eo;q=0.5'),
    expect: { status: 409, ...english },
  },
  {
    name: 'a malformed Accept-Language is answered in the default language',
    path: '/languages/malformed',
    settings,
    route: { throw: ['Conflict'] },
    request: accepting(';;q=x,"\\'),
    expect: { status: 409, ...english },
  },
  {
    name: 'Vary keeps what is there, and the Content-Language of the handler goes',
    path: '/languages/vary',
    settings,
    route: {
      steps: [
        ['header', 'Vary', 'Origin'],
        ['header', 'Content-Language', 'fr'],
      ],
      throw: ['Conflict'],
    },
    request: accepting('de'),
    expect: {
      status: 409,
      ...german,
      headers: { 'Content-Language': 'de', Vary: 'Origin, Accept-Language' },
    },
  },
  {
    name: 'HEAD has the head of GET in that language',
    path: '/languages/head',
    settings,
    route: { methods: ['HEAD', 'GET'], throw: ['Conflict'] },
    request: accepting('de', { method: 'HEAD' }),
    expect: { status: 409, ...german },
  },
  {
    name: 'a problem type is said with its members',
    path: '/languages/problem-type',
    settings,
    route: { throw: ['OutOfStock', { isbn: '9780262033848', requested: 3, available: 1 }] },
    request: accepting('de'),
    expect: {
      status: 409,
      headers: spoken('de'),
      body: '{"type":"https://shop.example/problems/out-of-stock","title":"Nicht vorrätig","status":409,"detail":"Bestellt: 3, vorrätig: 1.","isbn":"9780262033848","requested":3,"available":1}',
    },
  },
  {
    name: 'the detail of an occurrence stays where no message is for it',
    path: '/languages/detail',
    settings,
    route: { throw: ['Conflict', 'Order 42 has shipped.'] },
    request: accepting('de'),
    expect: {
      status: 409,
      headers: spoken('de'),
      body: '{"type":"about:blank","title":"Konflikt","status":409,"detail":"Order 42 has shipped."}',
    },
  },
  {
    name: 'a problem that no message speaks of is in the default language, and says so',
    path: '/languages/missing',
    settings,
    route: { throw: ['Locked'] },
    request: accepting('de'),
    expect: {
      status: 423,
      headers: spoken('en'),
      body: '{"type":"about:blank","title":"Locked","status":423}',
    },
  },
  {
    name: 'a message that throws is noted, and leaves the text',
    path: '/languages/throws',
    settings,
    route: { throw: ['Gone', 'It is gone.'] },
    request: accepting('de'),
    expect: {
      status: 410,
      headers: spoken('de'),
      body: '{"type":"about:blank","title":"Nicht mehr vorhanden","status":410,"detail":"It is gone."}',
      report: { noted: true },
    },
  },
  {
    name: 'validation items are said with their limits, and nothing of the request',
    path: '/languages/items',
    settings,
    route: { methods: ['POST'], steps: [['validate']], throw: ['Gone'] },
    request: accepting('de', order('{"quantity":0,"address":{"street":{"hunter2":1}}}')),
    expect: {
      status: 422,
      headers: spoken('de'),
      body: '{"type":"about:blank","title":"Nicht verarbeitbar","status":422,"detail":"Ungültige Werte: 2.","errors":[{"detail":"muss mindestens 1 sein","code":"minimum","pointer":"#/quantity"},{"detail":"muss string sein","code":"type","pointer":"#/address/street"}]}',
    },
  },
  {
    name: 'validation items in the default language are as they were',
    path: '/languages/items-default',
    settings,
    route: { methods: ['POST'], steps: [['validate']], throw: ['Gone'] },
    request: accepting('fr', order('{"quantity":0,"address":{"street":"here"}}')),
    expect: {
      status: 422,
      headers: spoken('en'),
      body: '{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The request has 1 invalid value.","errors":[{"detail":"must be at least 1","code":"minimum","pointer":"#/quantity"}]}',
    },
  },
  {
    name: 'a sentence of the library is said by its text',
    path: '/languages/parser',
    settings,
    route: { methods: ['POST'], steps: [['json']] },
    request: accepting('de', order('{"password": hunter2}')),
    expect: {
      status: 400,
      headers: spoken('de'),
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"Der Inhalt ist kein gültiges JSON."}',
    },
  },
  {
    name: 'an unknown path is said in that language too',
    path: '/languages/unmatched',
    settings,
    request: accepting('de'),
    expect: {
      status: 404,
      headers: spoken('de'),
      body: '{"type":"about:blank","title":"Nicht gefunden","status":404}',
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'a bug is said in that language too, and nothing of it',
    path: '/languages/bug',
    settings,
    route: { throwForeign: 'plain Error' },
    request: accepting('de'),
    expect: {
      status: 500,
      headers: spoken('de'),
      body: '{"type":"about:blank","title":"Interner Fehler","status":500}',
    },
  },
  {
    name: 'what Node refuses is said in the default language',
    path: '/languages/garbage',
    settings,
    request: { raw: 'hunter2 is no request\r\n\r\n' },
    expect: {
      status: 400,
      headers: spoken('en'),
      body: '{"type":"about:blank","title":"Bad Request","status":400}',
    },
  },
];
