import type { Case } from './case.ts';

const upload = {
  method: 'POST',
  headers: [['Content-Type', 'application/octet-stream']],
  body: 'bytes',
  waits: true,
} as const;

const badRequest = '{"type":"about:blank","title":"Bad Request","status":400}';

const large = JSON.stringify('x'.repeat(2000));

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
  {
    name: 'chunk extensions that are too large are 413',
    path: '/connection/chunk-extensions',
    route: { methods: ['POST'], steps: [['json']] },
    request: {
      method: 'POST',
      raw: `POST /connection/chunk-extensions HTTP/1.1\r\nHost: table\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2;${'x'.repeat(20_000)}\r\nab\r\n0\r\n\r\n`,
    },
    expect: { status: 413, body: '{"type":"about:blank","title":"Content Too Large","status":413}' },
  },
  {
    name: '401 comes before the upload',
    path: '/connection/upload-401',
    route: { methods: ['POST'], where: 'middleware', how: 'async', throw: ['Unauthorized'] },
    request: upload,
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer' },
      body: '{"type":"about:blank","title":"Unauthorized","status":401}',
    },
  },
  {
    name: '403 comes before the upload',
    path: '/connection/upload-403',
    route: { methods: ['POST'], where: 'middleware', throw: ['Forbidden'] },
    request: upload,
    expect: { status: 403, body: '{"type":"about:blank","title":"Forbidden","status":403}' },
  },
  {
    name: '404 comes before the upload',
    path: '/connection/upload-404',
    request: upload,
    expect: {
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404}',
      report: { kind: 'unmatched' },
    },
  },
  {
    name: '413 comes before the upload',
    path: '/connection/upload-413',
    route: { methods: ['POST'], steps: [['json']] },
    request: { ...upload, headers: [['Content-Type', 'application/json']], body: large },
    expect: {
      status: 413,
      body: '{"type":"about:blank","title":"Content Too Large","status":413,"detail":"The request body is too large."}',
    },
  },
  {
    name: '415 comes before the upload',
    path: '/connection/upload-415',
    route: { methods: ['POST'], where: 'middleware', how: 'async', throw: ['UnsupportedMediaType'] },
    request: upload,
    expect: { status: 415, body: '{"type":"about:blank","title":"Unsupported Media Type","status":415}' },
  },
  {
    name: 'a body that a route reads is asked for',
    path: '/connection/upload-read',
    route: { methods: ['POST'], how: 'async', steps: [['json']], throw: ['Conflict'] },
    request: { ...upload, headers: [['Content-Type', 'application/json']], body: '{}' },
    expect: {
      status: 409,
      continued: true,
      body: '{"type":"about:blank","title":"Conflict","status":409}',
    },
  },
  {
    name: 'a body that is asked for and malformed is 400',
    path: '/connection/upload-malformed',
    route: { methods: ['POST'], steps: [['json']] },
    request: { ...upload, headers: [['Content-Type', 'application/json']], body: '{"hunter2' },
    expect: {
      status: 400,
      continued: true,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body is not valid JSON."}',
    },
  },
];
