import type { Case } from './case.ts';
import { hostile } from './hostile-values.ts';

const unauthorized = '{"type":"about:blank","title":"Unauthorized","status":401}';
const tooMany = '{"type":"about:blank","title":"Too Many Requests","status":429}';
const conflict = '{"type":"about:blank","title":"Conflict","status":409}';

/** Fields that go with a status, and what an error may set by itself. RFC 9110 §10.2, §11, §15; DESIGN §5 */
export const headerCases: readonly Case[] = [
  {
    name: 'a 401 without a challenge gets Bearer',
    path: '/headers/challenge-default',
    route: { throw: ['Unauthorized'] },
    expect: { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: unauthorized },
  },
  {
    name: 'a 401 without a challenge gets the configured one',
    path: '/headers/challenge-configured',
    settings: 'basic challenge',
    route: { throw: ['Unauthorized'] },
    expect: { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="shop"' }, body: unauthorized },
  },
  {
    name: 'a 401 without a challenge gets two configured ones',
    path: '/headers/challenges-configured',
    settings: 'two challenges',
    route: { throw: ['Unauthorized'] },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Basic realm="shop", Bearer' },
      body: unauthorized,
    },
  },
  {
    name: 'the challenge of the error wins over the configured one',
    path: '/headers/challenge-own',
    settings: 'basic challenge',
    route: { throw: ['Unauthorized', { challenge: 'Bearer realm="api"' }] },
    expect: { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="api"' }, body: unauthorized },
  },
  {
    name: 'several challenges of an error are several field lines',
    path: '/headers/challenges-own',
    route: { throw: ['Unauthorized', { challenge: ['Bearer realm="api"', 'Basic realm="shop"'] }] },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': ['Bearer realm="api"', 'Basic realm="shop"'] },
      body: unauthorized,
    },
  },
  {
    name: 'a challenge set before is kept if the error has none',
    path: '/headers/challenge-set-before',
    route: { steps: [['header', 'WWW-Authenticate', 'Digest realm="old"']], throw: ['Unauthorized'] },
    expect: { status: 401, headers: { 'WWW-Authenticate': 'Digest realm="old"' }, body: unauthorized },
  },
  {
    name: 'the challenge of the error replaces one set before',
    path: '/headers/challenge-replaced',
    route: {
      steps: [['header', 'WWW-Authenticate', 'Digest realm="old"']],
      throw: ['Unauthorized', { challenge: 'Bearer' }],
    },
    expect: { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: unauthorized },
  },
  {
    name: 'a 403 may carry a challenge',
    path: '/headers/challenge-403',
    route: { throw: ['Forbidden', { challenge: 'Bearer error="insufficient_scope"' }] },
    expect: {
      status: 403,
      headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' },
      body: '{"type":"about:blank","title":"Forbidden","status":403}',
    },
  },
  {
    name: 'a 403 without a challenge gets none',
    path: '/headers/no-challenge-403',
    route: { throw: ['Forbidden'] },
    expect: { status: 403, body: '{"type":"about:blank","title":"Forbidden","status":403}' },
  },
  {
    name: 'Allow is normalised: HEAD beside GET, one order, no duplicates',
    path: '/headers/allow',
    route: { throw: ['MethodNotAllowed', { allow: ['POST', 'GET', 'DELETE', 'POST'] }] },
    expect: {
      status: 405,
      headers: { Allow: 'DELETE, GET, HEAD, POST' },
      body: '{"type":"about:blank","title":"Method Not Allowed","status":405}',
    },
  },
  {
    name: 'Allow may be empty',
    path: '/headers/allow-empty',
    route: { throw: ['MethodNotAllowed', { allow: [] }] },
    expect: {
      status: 405,
      headers: { Allow: '' },
      body: '{"type":"about:blank","title":"Method Not Allowed","status":405}',
    },
  },
  {
    name: 'Retry-After is whole seconds',
    path: '/headers/retry-after-seconds',
    route: { throw: ['TooManyRequests', { retryAfter: 30 }] },
    expect: { status: 429, headers: { 'Retry-After': '30' }, body: tooMany },
  },
  {
    name: 'Retry-After rounds a fraction up',
    path: '/headers/retry-after-fraction',
    route: { throw: ['TooManyRequests', { retryAfter: 0.2 }] },
    expect: { status: 429, headers: { 'Retry-After': '1' }, body: tooMany },
  },
  {
    name: 'Retry-After writes a Date as an HTTP date',
    path: '/headers/retry-after-date',
    route: { throw: ['ServiceUnavailable', { retryAfter: new Date('2031-02-03T04:05:06Z') }] },
    expect: {
      status: 503,
      headers: { 'Retry-After': 'Mon, 03 Feb 2031 04:05:06 GMT' },
      body: '{"type":"about:blank","title":"Service Unavailable","status":503}',
    },
  },
  {
    name: 'Retry-After of nonsense is left out',
    path: '/headers/retry-after-nonsense',
    route: { throw: ['TooManyRequests', { retryAfter: Number.NaN }] },
    expect: { status: 429, body: tooMany },
  },
  {
    name: 'a negative Retry-After is left out',
    path: '/headers/retry-after-negative',
    route: { throw: ['TooManyRequests', { retryAfter: -5 }] },
    expect: { status: 429, body: tooMany },
  },
  {
    name: 'a 426 names its protocols and lists Upgrade in Connection',
    path: '/headers/upgrade',
    route: { throw: ['UpgradeRequired', { upgrade: ['websocket', 'h2c'] }] },
    expect: {
      status: 426,
      headers: { Upgrade: 'websocket, h2c', Connection: 'Upgrade' },
      body: '{"type":"about:blank","title":"Upgrade Required","status":426}',
    },
  },
  {
    name: 'a 426 over HTTP/1.0 has neither Upgrade nor Connection: Upgrade',
    path: '/headers/upgrade-1.0',
    route: { throw: ['UpgradeRequired', { upgrade: 'websocket' }] },
    request: { version: '1.0' },
    expect: {
      status: 426,
      body: '{"type":"about:blank","title":"Upgrade Required","status":426}',
      report: { noted: true },
    },
  },
  {
    name: 'a 416 names the size of an empty file',
    path: '/headers/content-range',
    route: { throw: ['RangeNotSatisfiable', { size: 0 }] },
    expect: {
      status: 416,
      headers: { 'Content-Range': 'bytes */0' },
      body: '{"type":"about:blank","title":"Range Not Satisfiable","status":416}',
    },
  },
  {
    name: 'a 415 names media types, codings and patch formats',
    path: '/headers/accept',
    route: {
      throw: [
        'UnsupportedMediaType',
        {
          accept: ['application/json', 'text/csv'],
          acceptEncoding: ['gzip', 'br'],
          acceptPatch: 'application/merge-patch+json',
        },
      ],
    },
    expect: {
      status: 415,
      headers: {
        Accept: 'application/json, text/csv',
        'Accept-Encoding': 'gzip, br',
        'Accept-Patch': 'application/merge-patch+json',
      },
      body: '{"type":"about:blank","title":"Unsupported Media Type","status":415}',
    },
  },
  {
    name: 'a 451 links to whoever blocks',
    path: '/headers/blocked-by',
    route: { throw: ['UnavailableForLegalReasons', { blockedBy: 'https://isp.example/legal' }] },
    expect: {
      status: 451,
      headers: { Link: '<https://isp.example/legal>; rel="blocked-by"' },
      body: '{"type":"about:blank","title":"Unavailable For Legal Reasons","status":451}',
    },
  },
  {
    name: 'a 407 carries its challenges',
    path: '/headers/proxy-authenticate',
    route: { throw: ['ProxyAuthenticationRequired', { challenge: ['Negotiate', 'Basic realm="p"'] }] },
    expect: {
      status: 407,
      headers: { 'Proxy-Authenticate': ['Negotiate', 'Basic realm="p"'] },
      body: '{"type":"about:blank","title":"Proxy Authentication Required","status":407}',
    },
  },
  {
    name: 'headers of the error are sent, one line for each value',
    path: '/headers/own',
    route: {
      throw: ['Conflict', { headers: { 'X-Shop': 'north', Link: ['</a>; rel="a"', '</b>; rel="b"'] } }],
    },
    expect: {
      status: 409,
      headers: { 'X-Shop': 'north', Link: ['</a>; rel="a"', '</b>; rel="b"'] },
      body: conflict,
    },
  },
  {
    name: 'Cache-Control of the error is kept',
    path: '/headers/cache-control',
    route: { throw: ['Gone', { headers: { 'Cache-Control': 'public, max-age=60' } }] },
    expect: {
      status: 410,
      headers: { 'Cache-Control': 'public, max-age=60' },
      body: '{"type":"about:blank","title":"Gone","status":410}',
    },
  },
  {
    name: 'hop-by-hop and content headers of the error are dropped',
    path: '/headers/not-its-own',
    route: {
      throw: [
        'Conflict',
        {
          headers: {
            Connection: 'close',
            'Keep-Alive': 'timeout=99',
            'Transfer-Encoding': 'chunked',
            Trailer: 'X-End',
            TE: 'trailers',
            Upgrade: 'h2c',
            'Content-Type': 'text/html',
            'Content-Length': '3',
            'content-encoding': 'gzip',
            'Content-Language': 'de',
            'Content-Range': 'bytes 0-1/2',
            'Content-Disposition': 'attachment',
            'Content-Location': '/elsewhere',
            'Content-MD5': 'Q2hlY2sgSW50ZWdyaXR5IQ==',
            'Content-Digest': 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
            'Repr-Digest': 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
            Digest: 'sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=',
            'Proxy-Connection': 'keep-alive',
            'X-Kept': 'yes',
          },
        },
      ],
    },
    expect: { status: 409, headers: { 'X-Kept': 'yes' }, body: conflict, report: { noted: true } },
  },
  {
    name: 'a header with a line break is dropped',
    path: '/headers/line-break',
    route: {
      throw: [
        'Conflict',
        { headers: { 'X-Split': 'a\r\nSet-Cookie: admin=1', 'X-Feed': 'a\nb', 'X-Kept': 'yes' } },
      ],
    },
    expect: { status: 409, headers: { 'X-Kept': 'yes' }, body: conflict, report: { noted: true } },
  },
  {
    name: 'a header beyond Latin-1, or with a control character, is dropped',
    path: '/headers/non-latin1',
    route: { throw: ['Conflict', { headers: { 'X-Name': 'Жар', 'X-Nul': 'a\u0000b', 'X-City': 'Zürich' } }] },
    expect: { status: 409, headers: { 'X-City': 'Zürich' }, body: conflict, report: { noted: true } },
  },
  {
    name: 'a header with a malformed name is dropped',
    path: '/headers/malformed-name',
    route: { throw: ['Conflict', { headers: { 'X Name': '1', '': '2', 'X-Name:': '3', 'X-Kept': 'yes' } }] },
    expect: { status: 409, headers: { 'X-Kept': 'yes' }, body: conflict, report: { noted: true } },
  },
  {
    name: 'headers that throw when they are read are dropped',
    path: '/headers/throwing',
    route: { throw: ['Conflict', { headers: hostile.proxyThatThrows }] },
    expect: { status: 409, body: conflict, report: { noted: true } },
  },
  {
    name: 'headers that throw when they are read do not take a typed one with them',
    path: '/headers/throwing-beside-typed',
    route: { throw: ['TooManyRequests', { retryAfter: 5, headers: hostile.throwingGetter }] },
    expect: { status: 429, headers: { 'Retry-After': '5' }, body: tooMany, report: { noted: true } },
  },
  {
    name: 'Vary of the error is merged with that of the response',
    path: '/headers/vary',
    route: {
      steps: [['header', 'Vary', 'Origin, Accept-Encoding']],
      throw: ['Conflict', { headers: { Vary: 'origin, Prefer' } }],
    },
    expect: { status: 409, headers: { Vary: 'Origin, Accept-Encoding, Prefer' }, body: conflict },
  },
  {
    name: 'Vary: * stays alone',
    path: '/headers/vary-star',
    route: { steps: [['header', 'Vary', '*']], throw: ['Conflict', { headers: { Vary: 'Prefer' } }] },
    expect: { status: 409, headers: { Vary: '*' }, body: conflict },
  },
  {
    name: 'Set-Cookie of the error joins that of the response',
    path: '/headers/set-cookie',
    route: {
      steps: [['header', 'Set-Cookie', 'seen=1; Path=/']],
      throw: ['Unauthorized', { challenge: 'Bearer', headers: { 'Set-Cookie': 'session=; Max-Age=0' } }],
    },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer', 'Set-Cookie': ['seen=1; Path=/', 'session=; Max-Age=0'] },
      body: unauthorized,
    },
  },
  {
    name: 'each Set-Cookie of Headers is sent',
    path: '/headers/set-cookie-of-headers',
    route: {
      throw: [
        'Conflict',
        {
          headers: new Headers([
            ['Set-Cookie', 'session=; Max-Age=0'],
            ['Set-Cookie', 'cart=; Max-Age=0'],
          ]),
        },
      ],
    },
    expect: {
      status: 409,
      headers: { 'Set-Cookie': ['session=; Max-Age=0', 'cart=; Max-Age=0'] },
      body: conflict,
    },
  },
];
