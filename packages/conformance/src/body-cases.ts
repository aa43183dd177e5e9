import type { Case, CaseRequest } from './case.ts';

const json = (body: string, headers: CaseRequest['headers'] = []): CaseRequest => ({
  method: 'POST',
  headers: [['Content-Type', 'application/json'], ...headers],
  body,
});

const notJson =
  '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body is not valid JSON."}';
const tooLarge =
  '{"type":"about:blank","title":"Content Too Large","status":413,"detail":"The request body is too large."}';
const unsupported =
  '{"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"The media type, charset or content coding of the request body is not supported."}';

const thousandAndMore = `{"padding":"${'x'.repeat(1000)}"}`;

/** Bodies that the framework's own parser and validation refuse. DESIGN §6 */
export const bodyCases: readonly Case[] = [
  {
    name: 'a malformed body is 400 and is not quoted',
    path: '/body/malformed',
    route: { methods: ['POST'], steps: [['json']] },
    request: json('{"password": hunter2}'),
    expect: { status: 400, body: notJson },
  },
  {
    name: 'a truncated body is 400',
    path: '/body/truncated',
    route: { methods: ['POST'], steps: [['json']] },
    request: json('{"quantity": 1'),
    expect: { status: 400, body: notJson },
  },
  {
    name: 'an oversized body is 413',
    path: '/body/oversized',
    route: { methods: ['POST'], steps: [['json']] },
    request: json(thousandAndMore),
    expect: { status: 413, body: tooLarge },
  },
  {
    name: 'an oversized chunked body is 413',
    path: '/body/oversized-chunked',
    route: { methods: ['POST'], steps: [['json']] },
    request: json(`${thousandAndMore.length.toString(16)}\r\n${thousandAndMore}\r\n0\r\n\r\n`, [
      ['Transfer-Encoding', 'chunked'],
    ]),
    expect: { status: 413, body: tooLarge },
  },
  {
    name: 'a body of another media type is 415',
    path: '/body/media-type',
    route: { methods: ['POST'], steps: [['json']] },
    request: { method: 'POST', headers: [['Content-Type', 'application/x-hunter2']], body: '{}' },
    expect: { status: 415, body: unsupported },
  },
  {
    name: 'an unknown charset is 415',
    path: '/body/charset',
    route: { methods: ['POST'], steps: [['json']] },
    request: { method: 'POST', headers: [['Content-Type', 'application/json; charset=klingon']], body: '{}' },
    expect: { status: 415, body: unsupported },
  },
  {
    name: 'an unknown content coding is 415',
    path: '/body/coding',
    route: { methods: ['POST'], steps: [['json']] },
    request: json('{}', [['Content-Encoding', 'hunter2']]),
    expect: { status: 415, body: unsupported },
  },
  {
    name: 'a body that is not the gzip it says is 400',
    path: '/body/not-gzip',
    route: { methods: ['POST'], steps: [['json']] },
    request: json('{}', [['Content-Encoding', 'gzip']]),
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body cannot be decoded."}',
    },
  },
  {
    name: 'a handler that throws after it has read the body',
    path: '/body/read-then-throw',
    route: { methods: ['POST'], steps: [['json']], throw: ['Conflict', 'Already ordered.'] },
    request: json('{"quantity":1}'),
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Already ordered."}',
    },
  },
  {
    name: 'an invalid value has a pointer and a code, and is not echoed',
    path: '/body/invalid',
    route: { methods: ['POST'], steps: [['validate']], throw: ['Gone'] },
    request: json('{"quantity":0,"address":{"street":"hunter2"}}'),
    expect: {
      status: 422,
      body: '{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The request has 1 invalid value.","errors":[{"detail":"must be at least 1","code":"minimum","pointer":"#/quantity"}]}',
    },
  },
  {
    name: 'several invalid values are reported together, nested ones by their path',
    path: '/body/invalid-nested',
    route: { methods: ['POST'], steps: [['validate']], throw: ['Gone'] },
    request: json('{"quantity":0,"address":{"street":{}}}'),
    expect: {
      status: 422,
      body: '{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The request has 2 invalid values.","errors":[{"detail":"must be at least 1","code":"minimum","pointer":"#/quantity"},{"detail":"must be a string","code":"type","pointer":"#/address/street"}]}',
    },
  },
  {
    name: 'validationStatus: 400',
    path: '/body/invalid-400',
    settings: 'validation 400',
    route: { methods: ['POST'], steps: [['validate', 400]], throw: ['Gone'] },
    request: json('{"quantity":0,"address":{"street":"here"}}'),
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request has 1 invalid value.","errors":[{"detail":"must be at least 1","code":"minimum","pointer":"#/quantity"}]}',
    },
  },
  {
    name: 'a valid body reaches the handler',
    path: '/body/valid',
    route: { methods: ['POST'], steps: [['validate']], throw: ['Gone'] },
    request: json('{"quantity":2,"address":{"street":"here"}}'),
    expect: { status: 410, body: '{"type":"about:blank","title":"Gone","status":410}' },
  },
];
