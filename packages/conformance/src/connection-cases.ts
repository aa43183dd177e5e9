import type { Case } from './case.ts';

const badRequest = '{"type":"about:blank","title":"Bad Request","status":400}';

/** What Node answers by itself, before any framework sees a request. RFC 9112 §2.2, §3; RFC 9110 §10.1.1 */
export const connectionCases: readonly Case[] = [
  {
    name: 'a request line that is none is 400',
    path: '/connection/garbage',
    request: { raw: 'hunter2 is no request\r\n\r\n' },
    expect: { status: 400, body: badRequest },
  },
  {
    name: 'a malformed header is 400',
    path: '/connection/header',
    request: { raw: 'GET /connection/header HTTP/1.1\r\nHost: table\r\nX hunter2: 1\r\n\r\n' },
    expect: { status: 400, body: badRequest },
  },
  {
    name: 'a length in two ways is 400',
    path: '/connection/smuggling',
    request: {
      method: 'POST',
      raw: 'POST /connection/smuggling HTTP/1.1\r\nHost: table\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    },
    expect: { status: 400, body: badRequest },
  },
  {
    name: 'headers that are too large are 431',
    path: '/connection/large-header',
    request: {
      raw: `GET /connection/large-header HTTP/1.1\r\nHost: table\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`,
    },
    expect: {
      status: 431,
      body: '{"type":"about:blank","title":"Request Header Fields Too Large","status":431}',
    },
  },
  {
    name: 'an expectation that nobody knows is 417',
    path: '/connection/expect',
    route: { throw: ['Gone'] },
    request: { headers: [['Expect', 'a-miracle']] },
    expect: { status: 417, body: '{"type":"about:blank","title":"Expectation Failed","status":417}' },
  },
];
