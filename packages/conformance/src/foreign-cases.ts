import type { Case, ForeignName } from './case.ts';
import { hostile } from './hostile-values.ts';

const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';
const notFound = '{"type":"about:blank","title":"Not Found","status":404}';

/** Whose word is trusted: every row of DESIGN §6, raised by the real libraries. */
export const foreignCases: readonly Case[] = [
  {
    name: 'http-errors: a message that only repeats the phrase is no detail',
    path: '/foreign/http-errors-404',
    route: { throwForeign: 'http-errors 404' },
    expect: { status: 404, body: notFound },
  },
  {
    name: 'http-errors: an exposed message is the detail',
    path: '/foreign/http-errors-404-message',
    route: { throwForeign: 'http-errors 404 with a message' },
    expect: {
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404,"detail":"No order 42."}',
    },
  },
  {
    name: 'http-errors: expose false wins even on a 404',
    path: '/foreign/http-errors-404-private',
    route: { throwForeign: 'http-errors 404, expose false' },
    expect: { status: 404, body: notFound },
  },
  {
    name: 'http-errors: expose true publishes the text of a 503',
    path: '/foreign/http-errors-503-public',
    route: { throwForeign: 'http-errors 503, expose true' },
    expect: {
      status: 503,
      body: '{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"Back at noon."}',
    },
  },
  {
    name: 'http-errors: a 500 has the title only',
    path: '/foreign/http-errors-500',
    route: { throwForeign: 'http-errors 500' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'http-errors: headers are sent',
    path: '/foreign/http-errors-401',
    route: { throwForeign: 'http-errors 401 with headers' },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Basic realm="shop"', 'X-Attempts': '3' },
      body: '{"type":"about:blank","title":"Unauthorized","status":401,"detail":"Log in."}',
    },
  },
  {
    name: 'http-errors: a 405 gets the Allow that was set before, normalised',
    path: '/foreign/http-errors-405',
    route: { steps: [['header', 'Allow', 'POST, GET']], throwForeign: 'http-errors 405' },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD, POST' },
      body: '{"type":"about:blank","title":"Method Not Allowed","status":405}',
    },
  },
  {
    name: 'http-errors: other members stay private',
    path: '/foreign/http-errors-409',
    route: { throwForeign: 'http-errors 409 with members' },
    expect: { status: 409, body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Taken."}' },
  },
  {
    name: 'the http-errors shape with two different statuses is not believed',
    path: '/foreign/http-errors-disagree',
    route: { throwForeign: 'http-errors shape, statuses disagree' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'the http-errors shape with status 200 is not believed',
    path: '/foreign/http-errors-200',
    route: { throwForeign: 'http-errors shape, status 200' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'Boom: the message of a 404 is the detail',
    path: '/foreign/boom-404',
    route: { throwForeign: 'boom 404' },
    expect: {
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404,"detail":"No order 42."}',
    },
  },
  {
    name: 'Boom: the scheme of a 401 is the challenge',
    path: '/foreign/boom-401',
    route: { throwForeign: 'boom 401 with a scheme' },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer realm="shop", error="The token has expired."' },
      body: '{"type":"about:blank","title":"Unauthorized","status":401,"detail":"The token has expired.","attributes":{"realm":"shop","error":"The token has expired."}}',
    },
  },
  {
    name: 'Boom: the headers of the output are sent',
    path: '/foreign/boom-429',
    route: { throwForeign: 'boom 429 with headers' },
    expect: {
      status: 429,
      headers: { 'Retry-After': '30' },
      body: '{"type":"about:blank","title":"Too Many Requests","status":429,"detail":"One a second."}',
    },
  },
  {
    name: 'Boom: a 500 has the title only',
    path: '/foreign/boom-500',
    route: { throwForeign: 'boom 500' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'Boom: data stays private',
    path: '/foreign/boom-503',
    route: { throwForeign: 'boom 503 with data' },
    expect: {
      status: 503,
      body: '{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"Back at noon."}',
    },
  },
  {
    name: 'Nest: an exception without a message has the title only',
    path: '/foreign/nest-404',
    route: { throwForeign: 'nest 404' },
    expect: { status: 404, body: notFound },
  },
  {
    name: 'Nest: a string is the detail',
    path: '/foreign/nest-409-string',
    route: { throwForeign: 'nest 409 with a string' },
    expect: { status: 409, body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Taken."}' },
  },
  {
    name: 'Nest: the description is no member',
    path: '/foreign/nest-409-description',
    route: { throwForeign: 'nest 409 with a string and a description' },
    expect: { status: 409, body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Taken."}' },
  },
  {
    name: 'Nest: a list of messages becomes errors, without invented pointers',
    path: '/foreign/nest-400-messages',
    route: { throwForeign: 'nest 400 with messages' },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request has 2 invalid values.","errors":[{"detail":"email must be an email"},{"detail":"addresses.0.street must be a string"}]}',
    },
  },
  {
    name: 'Nest: other members become extensions, so a health check keeps its body',
    path: '/foreign/nest-503-members',
    route: { throwForeign: 'nest 503 with members' },
    expect: {
      status: 503,
      body: '{"type":"about:blank","title":"Service Unavailable","status":503,"info":{"cache":{"status":"up"}},"error":{"database":{"status":"down"}},"details":{"cache":{"status":"up"},"database":{"status":"down"}}}',
      report: {},
    },
  },
  {
    name: 'Nest: a 500 has the title only',
    path: '/foreign/nest-500',
    route: { throwForeign: 'nest 500' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'Nest: an exception with status 200 is not believed',
    path: '/foreign/nest-200',
    route: { throwForeign: 'nest 200' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'Nest: an exception whose message throws is still one',
    path: '/foreign/nest-409-throws',
    route: { throwForeign: 'nest 409 whose message throws' },
    expect: { status: 409, body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Taken."}' },
  },
  {
    name: 'Hono: the message is the detail',
    path: '/foreign/hono-403',
    route: { throwForeign: 'hono 403' },
    expect: {
      status: 403,
      body: '{"type":"about:blank","title":"Forbidden","status":403,"detail":"Only editors may publish."}',
    },
  },
  {
    name: 'Hono: the headers of its response are sent, its body is not',
    path: '/foreign/hono-401',
    route: { throwForeign: 'hono 401 with a response' },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Basic realm="shop"' },
      body: '{"type":"about:blank","title":"Unauthorized","status":401}',
      report: { noted: true },
    },
  },
  {
    name: 'Hono: a 500 has the title only',
    path: '/foreign/hono-500',
    route: { throwForeign: 'hono 500' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'body-parser: a parse failure has our wording and quotes nothing',
    path: '/foreign/parser-parse',
    route: { throwForeign: 'body-parser entity.parse.failed' },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body is not valid JSON."}',
    },
  },
  {
    name: 'body-parser: too large has our wording',
    path: '/foreign/parser-large',
    route: { throwForeign: 'body-parser entity.too.large' },
    expect: {
      status: 413,
      body: '{"type":"about:blank","title":"Content Too Large","status":413,"detail":"The request body is too large."}',
    },
  },
  {
    name: 'body-parser: a failed verification has the title only',
    path: '/foreign/parser-verify',
    route: { throwForeign: 'body-parser entity.verify.failed' },
    expect: { status: 403, body: '{"type":"about:blank","title":"Forbidden","status":403}' },
  },
  {
    name: 'raw-body: a wrong length has our wording',
    path: '/foreign/parser-length',
    route: { throwForeign: 'body-parser request.size.invalid' },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body does not have the length that Content-Length says."}',
    },
  },
  {
    name: 'body-parser: an unknown charset has our wording',
    path: '/foreign/parser-charset',
    route: { throwForeign: 'body-parser charset.unsupported' },
    expect: {
      status: 415,
      body: '{"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"The media type, charset or content coding of the request body is not supported."}',
    },
  },
  {
    name: 'body-parser: an unknown content coding has our wording',
    path: '/foreign/parser-encoding',
    route: { throwForeign: 'body-parser encoding.unsupported' },
    expect: {
      status: 415,
      body: '{"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"The media type, charset or content coding of the request body is not supported."}',
    },
  },
  {
    name: 'body-parser: too many parameters have our wording',
    path: '/foreign/parser-parameters',
    route: { throwForeign: 'body-parser parameters.too.many' },
    expect: {
      status: 413,
      body: '{"type":"about:blank","title":"Content Too Large","status":413,"detail":"The request body is too large."}',
    },
  },
  {
    name: 'body-parser: a parser that is used wrongly is a bug',
    path: '/foreign/parser-stream',
    route: { throwForeign: 'body-parser stream.not.readable' },
    expect: {
      status: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500}',
    },
  },
  {
    name: 'body-parser: a failed inflation has our wording',
    path: '/foreign/parser-inflation',
    route: { throwForeign: 'body-parser inflation' },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body cannot be decoded."}',
    },
  },
  {
    name: 'co-body: a syntax error has our wording',
    path: '/foreign/co-body-syntax',
    route: { throwForeign: 'co-body syntax' },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body is not valid JSON."}',
    },
  },
  {
    name: 'co-body: an unknown content coding has our wording',
    path: '/foreign/co-body-inflation',
    route: { throwForeign: 'co-body inflation' },
    expect: {
      status: 415,
      body: '{"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"The media type, charset or content coding of the request body is not supported."}',
    },
  },
  {
    name: 'Fastify: a body that is too large has our wording',
    path: '/foreign/fastify-large',
    route: { throwForeign: 'fastify body too large' },
    expect: {
      status: 413,
      body: '{"type":"about:blank","title":"Content Too Large","status":413,"detail":"The request body is too large."}',
    },
  },
  {
    name: 'Fastify: an unknown media type has our wording',
    path: '/foreign/fastify-media-type',
    route: { throwForeign: 'fastify media type' },
    expect: {
      status: 415,
      body: '{"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"The media type, charset or content coding of the request body is not supported."}',
    },
  },
  {
    name: 'Fastify: an empty body has our wording',
    path: '/foreign/fastify-empty',
    route: { throwForeign: 'fastify empty body' },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body is not valid JSON."}',
    },
  },
  {
    name: 'Fastify: a malformed URL has our wording',
    path: '/foreign/fastify-url',
    route: { throwForeign: 'fastify bad URL' },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The percent-encoding of the request path is malformed."}',
    },
  },
  {
    name: 'Fastify: its own 500 has the title only',
    path: '/foreign/fastify-500',
    route: { throwForeign: 'fastify 500' },
    expect: {
      status: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500}',
    },
  },
  {
    name: 'Express: the URIError of its router has our wording',
    path: '/foreign/express-uri',
    route: { throwForeign: 'router URIError' },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The percent-encoding of the request path is malformed."}',
    },
  },
  {
    name: 'a rate limiter that set its headers is believed',
    path: '/foreign/rate-limit',
    route: {
      steps: [
        ['header', 'Retry-After', '60'],
        ['header', 'X-RateLimit-Limit', '10'],
        ['header', 'X-RateLimit-Remaining', '0'],
      ],
      throwForeign: 'rate limit',
    },
    expect: {
      status: 429,
      headers: { 'Retry-After': '60', 'X-RateLimit-Limit': '10', 'X-RateLimit-Remaining': '0' },
      body: '{"type":"about:blank","title":"Too Many Requests","status":429}',
    },
  },
  {
    name: 'a 429 of ours keeps its own words where a limiter has set its headers',
    path: '/foreign/rate-limit-and-ours',
    route: {
      steps: [['header', 'X-RateLimit-Limit', '10']],
      throw: ['TooManyRequests', 'Ten orders a minute.', { retryAfter: 60 }],
    },
    expect: {
      status: 429,
      headers: { 'Retry-After': '60', 'X-RateLimit-Limit': '10' },
      body: '{"type":"about:blank","title":"Too Many Requests","status":429,"detail":"Ten orders a minute."}',
    },
  },
  {
    name: 'a bare 429 without the headers of a limiter is not believed',
    path: '/foreign/bare-429',
    route: { throwForeign: 'rate limit' },
    expect: { status: 500, body: internal },
  },
  ...(
    [
      'plain Error',
      'Error with a cause',
      'SDK error with statusCode',
      'SDK error with status and headers',
      'Error with numeric code',
      'file system ENOENT',
      'TypeError',
      'AggregateError',
      'DOMException AbortError',
      'subclass of Error with toJSON',
      'unique violation',
    ] satisfies ForeignName[]
  ).map((name): Case => ({
    name: `a stranger tells nothing: ${name}`,
    path: `/foreign/stranger-${name.replaceAll(' ', '-')}`,
    route: { throwForeign: name },
    expect: { status: 500, body: internal },
  })),
  ...(
    [
      ['a string', 'hunter2'],
      ['an empty string', ''],
      ['the string route', 'route'],
      ['a number', 404],
      ['null', null],
      ['undefined', undefined],
      ['false', false],
      ['a symbol', hostile.symbol],
      ['a BigInt', 404n],
      ['a function', hostile.function],
      ['a plain object with a status', { status: 403, message: 'hunter2' }],
      ['an object without a prototype', hostile.nullPrototype],
      ['a revoked Proxy', hostile.revokedProxy],
      ['a Proxy that throws', hostile.proxyThatThrows],
      ['a getter that throws', hostile.throwingGetter],
      ['a cycle', hostile.cycle],
      ['a rejected promise', hostile.rejectedPromise],
    ] as const
  ).flatMap(([label, value]): Case[] => [
    {
      name: `thrown in a function: ${label}`,
      path: `/foreign/sync-${label.replaceAll(' ', '-')}`,
      route: { throwValue: value },
      expect: { status: 500, body: internal },
    },
    {
      name: `thrown in an async function: ${label}`,
      path: `/foreign/async-${label.replaceAll(' ', '-')}`,
      route: { how: 'async', throwValue: value },
      expect: { status: 500, body: internal },
    },
  ]),
];
