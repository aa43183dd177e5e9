import type { Case } from './case.ts';
import { hostile } from './hostile-values.ts';

/** The document: members, their order, and what JSON cannot hold. RFC 9457 §3; DESIGN §4, §5 */
export const memberCases: readonly Case[] = [
  {
    name: 'an error without arguments has the title and nothing else',
    path: '/members/none',
    route: { throw: ['NotFound'] },
    expect: { status: 404, body: '{"type":"about:blank","title":"Not Found","status":404}' },
  },
  {
    name: 'undefined is no detail',
    path: '/members/detail-undefined',
    route: { throw: ['NotFound', undefined] },
    expect: { status: 404, body: '{"type":"about:blank","title":"Not Found","status":404}' },
  },
  {
    name: 'members keep the order of the wire format',
    path: '/members/order',
    route: {
      throw: [
        'Conflict',
        {
          extensions: { zebra: 1, alpha: 2 },
          instance: 'urn:uuid:2c5b2e6e-6ac0-4b52-9b5a-0d9c5b3f0d11',
          detail: 'The stock has changed.',
          title: 'Stock changed',
          type: 'https://shop.example/problems/stock-changed',
        },
      ],
    },
    expect: {
      status: 409,
      body: '{"type":"https://shop.example/problems/stock-changed","title":"Stock changed","status":409,"detail":"The stock has changed.","instance":"urn:uuid:2c5b2e6e-6ac0-4b52-9b5a-0d9c5b3f0d11","zebra":1,"alpha":2}',
    },
  },
  {
    name: 'extension members nest',
    path: '/members/nested',
    route: {
      throw: [
        'UnprocessableContent',
        { extensions: { limits: { weight: 2.5, size: [10, 20, [30]] }, retry: false, hint: null } },
      ],
    },
    expect: {
      status: 422,
      body: '{"type":"about:blank","title":"Unprocessable Content","status":422,"limits":{"weight":2.5,"size":[10,20,[30]]},"retry":false,"hint":null}',
    },
  },
  {
    name: 'reserved names among the extension members are ignored',
    path: '/members/reserved',
    route: {
      throw: [
        'Conflict',
        {
          extensions: { type: 'x', title: 'x', status: 200, detail: 'x', instance: 'x', order: 42 },
        },
      ],
    },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"order":42}',
      report: { noted: true },
    },
  },
  {
    name: 'a BigInt becomes a decimal string',
    path: '/members/bigint',
    route: { throw: ['Conflict', { extensions: { balance: 12345678901234567890n } }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"balance":"12345678901234567890"}',
      report: { noted: true },
    },
  },
  {
    name: 'a Date becomes its ISO text',
    path: '/members/date',
    route: { throw: ['Conflict', { extensions: { since: new Date('2031-02-03T04:05:06Z') } }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"since":"2031-02-03T04:05:06.000Z"}',
    },
  },
  {
    name: 'a cycle is cut, and only there',
    path: '/members/cycle',
    route: { throw: ['Conflict', { extensions: { before: 1, ring: hostile.cycle, after: 2 } }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"before":1,"ring":{"name":"loop"},"after":2}',
      report: { noted: true },
    },
  },
  {
    name: 'a getter that throws costs only its own member',
    path: '/members/throwing-getter',
    route: { throw: ['Conflict', { extensions: hostile.throwingGetter }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"kept":1}',
      report: { noted: true },
    },
  },
  {
    name: 'a toJSON that throws costs only its own member',
    path: '/members/throwing-to-json',
    route: { throw: ['Conflict', { extensions: { bad: hostile.throwingToJSON, kept: 1 } }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"kept":1}',
      report: { noted: true },
    },
  },
  {
    name: 'functions and symbols are left out',
    path: '/members/functions',
    route: {
      throw: [
        'Conflict',
        { extensions: { run: hostile.function, mark: hostile.symbol, list: [hostile.function, 1] } },
      ],
    },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"list":[null,1]}',
      report: { noted: true },
    },
  },
  {
    name: 'numbers that JSON does not know are null',
    path: '/members/not-finite',
    route: { throw: ['Conflict', { extensions: { ratio: Number.NaN, limit: Number.POSITIVE_INFINITY } }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"ratio":null,"limit":null}',
      report: { noted: true },
    },
  },
  {
    name: 'undefined members are absent',
    path: '/members/undefined',
    route: { throw: ['Conflict', { extensions: { gone: undefined, kept: 1 } }] },
    expect: { status: 409, body: '{"type":"about:blank","title":"Conflict","status":409,"kept":1}' },
  },
  {
    name: 'members called __proto__ and constructor are only members',
    path: '/members/proto',
    route: { throw: ['Conflict', { extensions: hostile.ownProto }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"kept":1}',
    },
  },
  {
    name: 'extension members that cannot be read at all are left out',
    path: '/members/revoked',
    route: { throw: ['Conflict', 'Kept.', { extensions: hostile.revokedProxy }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Kept."}',
      report: { noted: true },
    },
  },
  {
    name: 'options that cannot be read at all are ignored',
    path: '/members/hostile-options',
    route: { throw: ['Conflict', hostile.proxyThatThrows] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409}',
      report: { noted: true },
    },
  },
  {
    name: 'text beyond ASCII is UTF-8 and counted in bytes',
    path: '/members/utf-8',
    route: { throw: ['Conflict', 'Größe „XL“ ist vergriffen 🛒', { extensions: { größe: '特大' } }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Größe „XL“ ist vergriffen 🛒","größe":"特大"}',
    },
  },
  {
    name: 'a lone surrogate is escaped',
    path: '/members/surrogate',
    route: { throw: ['Conflict', 'half \ud83d'] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"half \\ud83d"}',
    },
  },
  {
    name: 'markup and control characters are JSON text',
    path: '/members/markup',
    route: { throw: ['BadRequest', '</script><b>"quoted"</b>\n\u0000\u2028'] },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"</script><b>\\"quoted\\"</b>\\n\\u0000\u2028"}',
    },
  },
  {
    name: 'a type that is no URI reference is ignored',
    path: '/members/malformed-type',
    route: { throw: ['Conflict', { type: 'not a uri\r\nX: 1' }] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409}',
      report: { noted: true },
    },
  },
  {
    name: 'the cause stays private',
    path: '/members/cause',
    route: { throw: ['Conflict', 'Taken.', { cause: new Error('duplicate key hunter2') }] },
    expect: { status: 409, body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Taken."}' },
  },
  {
    name: 'a caught error in the place of the options stays private',
    path: '/members/cause-as-options',
    route: { throw: ['BadGateway', new Error('connect ECONNREFUSED hunter2')] },
    expect: { status: 502, body: '{"type":"about:blank","title":"Bad Gateway","status":502}' },
  },
  {
    name: 'a detail with expose: false never leaves',
    path: '/members/expose-false',
    route: { throw: ['NotFound', 'no row in hunter2', { expose: false }] },
    expect: { status: 404, body: '{"type":"about:blank","title":"Not Found","status":404}' },
  },
  {
    name: 'the text of an InternalServerError is private',
    path: '/members/internal-text',
    route: { throw: ['InternalServerError', 'pool gone: hunter2'] },
    expect: { status: 500, body: '{"type":"about:blank","title":"Internal Server Error","status":500}' },
  },
  {
    name: 'an explicit detail of an InternalServerError is public',
    path: '/members/internal-detail',
    route: { throw: ['InternalServerError', { detail: 'We have been told.', extensions: { ticket: 7 } }] },
    expect: {
      status: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"We have been told.","ticket":7}',
    },
  },
  {
    name: 'an HttpError with a status that has a class',
    path: '/members/http-error',
    route: { throw: ['HttpError', 404, 'No such page.'] },
    expect: {
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404,"detail":"No such page."}',
    },
  },
  {
    name: 'an unregistered 4xx is a client error',
    path: '/members/status-499',
    route: { throw: ['HttpError', 499] },
    expect: { status: 499, body: '{"type":"about:blank","title":"Client Error","status":499}' },
  },
  {
    name: 'an unregistered 5xx is a server error',
    path: '/members/status-599',
    route: { throw: ['HttpError', 599, 'Upstream read timeout.'] },
    expect: {
      status: 599,
      body: '{"type":"about:blank","title":"Server Error","status":599,"detail":"Upstream read timeout."}',
    },
  },
  {
    name: 'a teapot is a teapot',
    path: '/members/status-418',
    route: { throw: ['HttpError', 418, 'Short and stout.'] },
    expect: {
      status: 418,
      body: `{"type":"about:blank","title":"I'm a Teapot","status":418,"detail":"Short and stout."}`,
    },
  },
  ...(
    [
      ['200', 200],
      ['304', 304],
      ['399', 399],
      ['600', 600],
      ['99', 99],
      ['404.5', 404.5],
      ['NaN', Number.NaN],
      ['the string 404', '404'],
      ['null', null],
    ] as const
  ).map(([label, status]): Case => ({
    name: `${label} is no status of an error, so the answer is 500`,
    path: `/members/status-${label.replaceAll(' ', '-')}`,
    route: { throw: ['HttpError', status] },
    expect: {
      status: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500}',
      report: { noted: true },
    },
  })),
  {
    name: 'a problem type has its URI, title, members and computed detail',
    path: '/members/problem-type',
    route: { throw: ['OutOfStock', { isbn: '978-0', requested: 3, available: 1 }] },
    expect: {
      status: 409,
      body: '{"type":"https://shop.example/problems/out-of-stock","title":"Out of stock","status":409,"detail":"Requested 3, available 1.","isbn":"978-0","requested":3,"available":1}',
    },
  },
  {
    name: 'a problem type takes an instance and a cause for one occurrence',
    path: '/members/problem-type-occurrence',
    route: {
      throw: [
        'OutOfStock',
        { isbn: '978-0', requested: 3, available: 1 },
        { instance: '/orders/7', cause: new Error('hunter2') },
      ],
    },
    expect: {
      status: 409,
      body: '{"type":"https://shop.example/problems/out-of-stock","title":"Out of stock","status":409,"detail":"Requested 3, available 1.","instance":"/orders/7","isbn":"978-0","requested":3,"available":1}',
    },
  },
  {
    name: 'a problem type keeps the headers of its status',
    path: '/members/problem-type-header',
    route: { throw: ['SessionExpired', { challenge: 'Bearer error="invalid_token"' }] },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
      body: '{"type":"https://shop.example/problems/session-expired","title":"Session expired","status":401}',
    },
  },
  {
    name: 'a plain subclass is its parent on the wire',
    path: '/members/subclass',
    route: { throw: ['SubclassedConflict', 'Shipped.'] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Shipped."}',
    },
  },
];
