import type { Expectation } from './case.ts';
import type { Deviation } from './deviations.ts';
import { conflictPage } from './format-cases.ts';

const conflict = '{"type":"about:blank","title":"Conflict","status":409}';
const unauthorized = '{"type":"about:blank","title":"Unauthorized","status":401}';
const internal: Expectation = {
  status: 500,
  body: '{"type":"about:blank","title":"Internal Server Error","status":500}',
};
const fine: Expectation = { status: 200, kind: 'other', body: 'fine', report: 'none' };
const thrown: Expectation = { status: 409, body: conflict };

type Row = readonly [name: string, instead: Expectation];

const ofBoth: readonly (readonly [reason: string, rows: readonly Row[]])[] = [
  [
    'Headers of the Fetch API give the values of a field as one; only Set-Cookie keeps its lines',
    [
      [
        'several challenges of an error are several field lines',
        {
          status: 401,
          headers: { 'WWW-Authenticate': 'Bearer realm="api", Basic realm="shop"' },
          body: unauthorized,
        },
      ],
      [
        'a 407 carries its challenges',
        {
          status: 407,
          headers: { 'Proxy-Authenticate': 'Negotiate, Basic realm="p"' },
          body: '{"type":"about:blank","title":"Proxy Authentication Required","status":407}',
        },
      ],
      [
        'headers of the error are sent, one line for each value',
        {
          status: 409,
          headers: { 'X-Shop': 'north', Link: '</a>; rel="a", </b>; rel="b"' },
          body: conflict,
        },
      ],
    ],
  ],
  [
    'a Request does not tell the version of HTTP, so a 426 is that of HTTP/1.1',
    [
      [
        'a 426 over HTTP/1.0 has neither Upgrade nor Connection: Upgrade',
        {
          status: 426,
          headers: { Upgrade: 'websocket' },
          body: '{"type":"about:blank","title":"Upgrade Required","status":426}',
        },
      ],
    ],
  ],
  [
    'the handler reads the body itself, as text: nothing looks at its media type, charset or content coding',
    [
      ['a body of another media type is 415', fine],
      ['an unknown charset is 415', fine],
      ['an unknown content coding is 415', fine],
      ['a body that is not the gzip it says is 400', fine],
    ],
  ],
  [
    'a Response leaves when the handler has given it: one that throws has not, so the error is the answer',
    [
      ['an error after the end is only reported', thrown],
      ['an error after the end does not disturb the next request', internal],
      ['an error after the end does not disturb a pipelined request', thrown],
      ['an error after the head alone cuts the connection', thrown],
      ['HEAD of a route that fails after the head is out is only reported', thrown],
      [
        'an error after the end is reported also if the client has gone since',
        { status: 'none', body: '', report: { kind: 'aborted', status: 499 } },
      ],
    ],
  ],
  [
    'a stream that fails destroys the socket, which looks like a clean end over HTTP/1.0; a handler has no socket to reset',
    [
      [
        'an error after the first bytes over HTTP/1.0 resets the connection, since its end would look clean',
        { status: 200, kind: 'other', body: 'half', report: { kind: 'late', status: 409 } },
      ],
      [
        'a stream that fails after the first bytes over HTTP/1.0 resets the connection',
        { status: 200, kind: 'other', body: 'half', report: { kind: 'late', status: 500 } },
      ],
    ],
  ],
  [
    'the host cancels the body of a client that has gone, and a stream that is cancelled cannot fail any more',
    [
      [
        'a client that leaves in the middle of the answer gets no more of it',
        { status: 200, kind: 'other', body: 'half', ending: 'cut', report: 'none' },
      ],
    ],
  ],
];

const replaced: Expectation = { ...internal, report: { isAnother: true } };
const resists =
  'Hono asks `instanceof Error` of what was thrown, and a Proxy that throws then puts its own error in its place';

const ofHono: readonly Deviation[] = [
  {
    host: 'hono',
    case: 'malformed percent-encoding in a parameter is 400',
    reason: 'Hono hands a parameter that cannot be decoded to the route as it came',
    instead: { status: 410, body: '{"type":"about:blank","title":"Gone","status":410}' },
  },
  {
    host: 'hono',
    case: 'the routes of an application that is mounted on another match for a 405 too',
    reason:
      'what is mounted is a function, an application of Hono too, which answers unknown requests itself, in its own way',
    instead: { status: 404, kind: 'other', body: '404 Not Found', report: 'none' },
  },
  { host: 'hono', case: 'thrown in a function: a revoked Proxy', reason: resists, instead: replaced },
  { host: 'hono', case: 'thrown in an async function: a revoked Proxy', reason: resists, instead: replaced },
  { host: 'hono', case: 'thrown in a function: a Proxy that throws', reason: resists, instead: replaced },
  {
    host: 'hono',
    case: 'thrown in an async function: a Proxy that throws',
    reason: resists,
    instead: replaced,
  },
];

const ofBareHandlers: readonly Row[] = [
  [
    'a challenge set before is kept if the error has none',
    { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: unauthorized },
  ],
  [
    'Vary of the error is merged with that of the response',
    { status: 409, headers: { Vary: 'origin, Prefer' }, body: conflict },
  ],
  ['Vary: * stays alone', { status: 409, headers: { Vary: 'Prefer' }, body: conflict }],
  [
    'Set-Cookie of the error joins that of the response',
    {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer', 'Set-Cookie': 'session=; Max-Age=0' },
      body: unauthorized,
    },
  ],
  [
    'http-errors: a 405 gets the Allow that was set before, normalised',
    { status: 405, body: '{"type":"about:blank","title":"Method Not Allowed","status":405}' },
  ],
  ['a rate limiter that set its headers is believed', internal],
  [
    'a 429 of ours keeps its own words where a limiter has set its headers',
    {
      status: 429,
      headers: { 'Retry-After': '60' },
      body: '{"type":"about:blank","title":"Too Many Requests","status":429,"detail":"Ten orders a minute."}',
    },
  ],
  [
    'headers set by middleware stay on a 404',
    {
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404}',
      report: { kind: 'unmatched' },
    },
  ],
  [
    'headers set by middleware stay on a 405',
    {
      status: 405,
      headers: { Allow: 'GET, HEAD' },
      body: '{"type":"about:blank","title":"Method Not Allowed","status":405}',
      report: { kind: 'unmatched' },
    },
  ],
  ['everything else stays: CORS, cookies, request ids, security and rate-limit headers', thrown],
  ['a field beyond ASCII that was set before stays as it is', thrown],
  [
    'customize answers in another language',
    {
      status: 409,
      headers: { 'Content-Language': 'de', Vary: 'Accept-Language' },
      body: '{"type":"about:blank","title":"Konflikt","status":409,"detail":"Shipped."}',
    },
  ],
  [
    'fields of the handler that describe its body leave a page too; Vary and the policy stay',
    {
      status: 409,
      headers: { Vary: 'Accept' },
      mediaType: 'text/html; charset=utf-8',
      body: conflictPage,
    },
  ],
  [
    'Vary keeps what is there, and the Content-Language of the handler goes',
    {
      status: 409,
      headers: { 'Content-Language': 'de', Vary: 'Accept-Language' },
      body: '{"type":"about:blank","title":"Konflikt","status":409}',
    },
  ],
];

/** What Fetch-API hosts do not have in common with the others. */
export const fetchDeviations: readonly Deviation[] = [
  ...(['hono', 'fetch'] as const).flatMap((host) =>
    ofBoth.flatMap(([reason, rows]) =>
      rows.map(([name, instead]): Deviation => ({ host, case: name, reason, instead })),
    ),
  ),
  ...ofHono,
  ...ofBareHandlers.map(([name, instead]): Deviation => ({
    host: 'fetch',
    case: name,
    reason:
      'a bare handler has no response until it gives one; headers that it means for errors too go to `toResponse`',
    instead,
  })),
];
