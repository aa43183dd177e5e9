/** A trap that naive handlers fall into, and what shows that ours do not. */
export interface EdgeCase {
  readonly id: string;
  /** What goes wrong elsewhere. */
  readonly trap: string;
  /** Names of the table. */
  readonly cases?: readonly string[];
  /** Tests beside an adapter, by file below `packages/` and name. */
  readonly tests?: readonly (readonly [file: string, name: string])[];
  /** Where it is not covered yet: why. */
  readonly later?: string;
}

const core = (file: string, name: string) => [`core/src/${file}.test.ts`, name] as const;
const express = (name: string) => ['express/src/problem-details.test.ts', name] as const;
const koa = (name: string, file = 'problem-details') => [`koa/src/${file}.test.ts`, name] as const;
const fastify = (name: string, file = 'problem-details') => [`fastify/src/${file}.test.ts`, name] as const;
const nest = (name: string, file = 'problem-details-filter') => [`nestjs/src/${file}.test.ts`, name] as const;
const node = (name: string, file = 'problem-details') => [`node/src/${file}.test.ts`, name] as const;
const leaks = ['conformance/test/search-leaks.ts', 'tells nothing: $name'] as const;

const client = 'of the client, a package of its own that comes later';

const leftovers = [
  'left over and removed: Content-Encoding',
  'left over and removed: ETag',
  'left over and removed: Cache-Control',
  'left over and removed: Content-Disposition',
  'leftovers of a bug are removed together',
];
const kept = 'everything else stays: CORS, cookies, request ids, security and rate-limit headers';
const noStatus = [
  '200 is no status of an error, so the answer is 500',
  '99 is no status of an error, so the answer is 500',
  'NaN is no status of an error, so the answer is 500',
  'the string 404 is no status of an error, so the answer is 500',
];
const nothingThrown = ['thrown in a function: null', 'thrown in a function: undefined'];
const notThere = [
  'a client that left before the error gets nothing',
  'a bug after the client has left is reported once',
];
const upload = [
  'a client that leaves in the middle of its upload gets nothing',
  'a client that leaves in the middle of a chunked upload gets nothing',
];
const stream = [
  'a stream that fails before the first chunk is answered',
  'a stream that fails after the first chunk cuts the connection',
];
const heads = [
  'HEAD of a failing route has the head only',
  'HEAD of an unknown route has the head only',
  'HEAD over HTTP/1.0',
];
const routes = ['an unknown route is 404', 'a known path with another method is 405 with Allow'];
const badPath = 'malformed percent-encoding that matches no route is 400';
const exactType = '409 Conflict';

/** Every trap that was found before there was a line of code, by the number it had then. */
export const edgeCases: readonly EdgeCase[] = [
  {
    id: 'C1',
    trap: 'an extension member called `status` overwrites the real one',
    cases: ['reserved names among the extension members are ignored'],
    tests: [
      [
        'core/src/define-problem.test-d.ts',
        'does not compile for a status of no error, or for reserved members',
      ],
    ],
  },
  {
    id: 'C2',
    trap: 'a member that JSON cannot hold makes the handler throw',
    cases: [
      'a BigInt becomes a decimal string',
      'a cycle is cut, and only there',
      'a getter that throws costs only its own member',
      'a toJSON that throws costs only its own member',
      'extension members that cannot be read at all are left out',
    ],
  },
  {
    id: 'C3',
    trap: 'a status of 99, 200, NaN or `"404"` throws, or is sent as success',
    cases: [...noStatus, 'bareStatus believes no status outside of 400 to 599'],
  },
  {
    id: 'C5',
    trap: 'a header value with a line break, or beyond Latin-1, throws while the answer is sent',
    cases: [
      'a header with a line break is dropped',
      'a header beyond Latin-1, or with a control character, is dropped',
    ],
  },
  {
    id: 'C6',
    trap: 'an error of another copy, module system or realm is not recognised',
    tests: [
      core('http-error', 'gives one class to import and to require'),
      core('http-error', 'knows an error that another realm made'),
      core('unmatched', 'is understood by another copy of this package'),
    ],
  },
  {
    id: 'C8',
    trap: "Node's phrases are older than the registry",
    cases: ['413 ContentTooLarge', '422 UnprocessableContent', 'a teapot is a teapot'],
  },
  {
    id: 'C9',
    trap: 'the error of a body parser quotes the body',
    cases: [
      'a malformed body is 400 and is not quoted',
      'body-parser: a parse failure has our wording and quotes nothing',
    ],
    tests: [leaks],
  },
  {
    id: 'C10',
    trap: 'a 404 that is not to be exposed has a path of the server in its message',
    cases: ['http-errors: expose false wins even on a 404'],
    tests: [express('answers a file that is not there with 404, and keeps its path to itself')],
  },
  {
    id: 'C11',
    trap: '`instance` taken from the URL repeats tokens of the query',
    cases: ['an unknown route does not echo its query', 'customize adds members and an instance'],
    tests: [leaks],
  },
  {
    id: 'C12',
    trap: 'no detail is written as `"undefined"`',
    cases: ['an error without arguments has the title and nothing else', 'undefined is no detail'],
  },
  {
    id: 'E1',
    trap: '`res.json` adds a charset to the media type',
    cases: [exactType],
    tests: [express('answers what a handler throws')],
  },
  {
    id: 'E2',
    trap: "settings of the app for JSON change the problem's bytes",
    tests: [express('does not look at the settings for JSON')],
  },
  {
    id: 'E3',
    trap: 'a thrown `null` is no error for Express, which goes on to an HTML 404',
    cases: nothingThrown,
    tests: [express('answers 404 where a function throws %j, which is no error for Express')],
  },
  {
    id: 'E4',
    trap: "`'route'` and `'router'` are signals for Express, not errors",
    cases: ['thrown in a function: the string route'],
    tests: [express("answers 404 where a function leaves its router by throwing 'router'")],
  },
  {
    id: 'E5',
    trap: 'an async function that rejects with nothing',
    cases: ['thrown in an async function: undefined', 'thrown in an async function: null'],
    tests: [express('takes an async rejection with nothing for an error')],
  },
  {
    id: 'E6',
    trap: 'no route, or another method, is an HTML page',
    cases: [...routes, 'Allow lists all methods of the path'],
  },
  {
    id: 'E8',
    trap: 'half an answer ends as if it were whole, or gets a second head',
    cases: [
      'an error after the first chunk cuts the connection',
      'an error inside a body with Content-Length cuts the connection',
      'an error after the head alone cuts the connection',
      'an error after the first bytes over HTTP/1.0 resets the connection, since its end would look clean',
    ],
  },
  {
    id: 'E9',
    trap: 'what the failed handler said of its body stays: gzip, an ETag, an hour in the cache',
    cases: [...leftovers, kept],
  },
  {
    id: 'E11',
    trap: 'the message of a parameter that cannot be decoded repeats it',
    cases: [
      'malformed percent-encoding in a parameter is 400',
      'Express: the URIError of its router has our wording',
    ],
  },
  {
    id: 'E12',
    trap: 'bodies that are malformed, too large, or of an unknown type, charset or coding have texts of the parser',
    cases: [
      'a malformed body is 400 and is not quoted',
      'an oversized body is 413',
      'an unknown charset is 415',
      'an unknown content coding is 415',
    ],
  },
  {
    id: 'E13',
    trap: 'a missing file tells its path',
    tests: [express('answers a file that is not there with 404, and keeps its path to itself')],
  },
  { id: 'E14', trap: 'an upload that the client gives up counts as an error of somebody', cases: upload },
  {
    id: 'E15',
    trap: 'the bug of a handler whose client has gone is lost, or written to nobody',
    cases: notThere,
  },
  { id: 'E16', trap: 'HEAD gets a body, or another length than GET', cases: heads },
  {
    id: 'E17',
    trap: 'a handler in the wrong place, or with three parameters, is never called',
    tests: [
      express('does not name the methods of routes behind it'),
      express('answers what a handler rejects with, and what it hands to next'),
    ],
  },
  {
    id: 'E20',
    trap: 'a browser runs what stands in a detail',
    cases: ['markup and control characters are JSON text'],
  },
  {
    id: 'K1',
    trap: 'a thrown `null` leaves the request open for ever',
    cases: nothingThrown,
    tests: [koa('answers %j, which is no error')],
  },
  {
    id: 'K2',
    trap: "Koa's `onerror` drops CORS and the request id",
    cases: [kept],
    tests: [koa('may set the fields of CORS, and so may middleware behind')],
  },
  {
    id: 'K3',
    trap: 'a try/catch keeps what described the body',
    cases: leftovers,
    tests: [koa('removes what the middleware said of its body, and keeps the rest')],
  },
  {
    id: 'K4',
    trap: 'assigning an object to `ctx.body` changes the media type',
    cases: [exactType],
    tests: [koa('answers what middleware throws')],
  },
  {
    id: 'K5',
    trap: 'a request that nobody answered throws nothing, and an empty 404 may be meant',
    cases: ['an unknown route is 404'],
    tests: [koa('is 404'), koa('stays as it is where the body is null, or empty, on purpose')],
  },
  {
    id: 'K6',
    trap: '`ctx.throw` loses its headers',
    cases: ['http-errors: headers are sent'],
    tests: [koa('answers ctx.throw with its headers, and with its message where it is public')],
  },
  {
    id: 'K7',
    trap: 'a 499 becomes a 500 with its message',
    cases: ['an unregistered 4xx is a client error', 'an unregistered 5xx is a server error', ...notThere],
  },
  { id: 'K8', trap: 'a status that Koa refuses breaks the handler itself', cases: noStatus },
  {
    id: 'K10',
    trap: 'a body stream that fails before its first byte breaks the connection',
    cases: stream,
    tests: [koa('is answered before its first byte', 'body-failures')],
  },
  {
    id: 'K11',
    trap: 'a missing file is 404 in one major version, 500 in the next',
    cases: ['a stranger tells nothing: file system ENOENT'],
  },
  {
    id: 'K12',
    trap: 'a 204 or 304 that was set before swallows the body',
    cases: ['a status set before does not matter', 'a 304 set before does not swallow the body'],
    tests: [koa('sends its body where the middleware had set %i')],
  },
  {
    id: 'K14',
    trap: 'an error that is answered never reaches the listeners of the app',
    tests: [
      koa('comes once for a 5xx, with the error as it was thrown and the context', 'error-event'),
      koa('does not come for a 4xx', 'error-event'),
    ],
  },
  {
    id: 'K15',
    trap: '`allowedMethods()` answers without a body',
    tests: [koa('keep the Allow of allowedMethods() for %s', 'routes')],
  },
  {
    id: 'K16',
    trap: 'an answer is written to a client that has gone',
    cases: notThere,
    tests: [koa('gets nothing if it %s; the error is reported once')],
  },
  {
    id: 'F1',
    trap: 'unknown routes and `reply.callNotFound()` pass the error handler by',
    cases: routes,
    tests: [fastify('answers reply.callNotFound() as an unknown route', 'fastify-own')],
  },
  {
    id: 'F2',
    trap: 'a second not-found handler: that of a prefix has to win, that of the app cannot be',
    tests: [
      fastify('lets the not-found handler of a prefix win'),
      fastify('says what to do about a second not-found handler'),
    ],
  },
  {
    id: 'F3',
    trap: 'a path that cannot be decoded is answered past all hooks and handlers',
    cases: [badPath],
    tests: [
      fastify('answers a path that cannot be decoded, with the options of the plugin', 'server-errors'),
      fastify('warns once without %s'),
    ],
  },
  {
    id: 'F4',
    trap: 'what is no HTTP gets raw JSON; a reset gets an answer',
    cases: ['a request line that is none is 400', 'headers that are too large are 431'],
    tests: [
      fastify('answers what is no HTTP, with the options of the plugin', 'server-errors'),
      node('says nothing of a connection that the client has reset', 'client-errors'),
    ],
  },
  {
    id: 'F5',
    trap: 'an error handler set in a plugin has no effect outside',
    tests: [fastify('answers an error that a handler throws')],
  },
  {
    id: 'F6',
    trap: 'plugins registered before keep the default handler',
    tests: [fastify('warns once when routes exist already')],
  },
  {
    id: 'F7',
    trap: 'a second error handler is a warning, or an error nobody understands',
    tests: [fastify('explains an error handler that cannot be replaced', 'fastify-own')],
  },
  {
    id: 'F8',
    trap: 'a response schema cuts the problem down',
    tests: [fastify('is not cut down by a response schema, nor touched by a serializer')],
  },
  { id: 'F10', trap: '`reply.type` appends a charset', cases: [exactType] },
  {
    id: 'F11',
    trap: '`reply.send(error)` is answered in the default format, and logged again',
    cases: ["handed over in the framework's own way", "a stranger handed over in the framework's own way"],
    tests: [fastify('logs a server error once, as it was thrown, and nothing else')],
  },
  {
    id: 'F12',
    trap: 'the headers of an error are ignored, or sent unseen',
    cases: ['http-errors: headers are sent', 'hop-by-hop and content headers of the error are dropped'],
  },
  { id: 'F13', trap: 'what described the body stays on the reply', cases: leftovers },
  {
    id: 'F14',
    trap: 'what an `onSend` hook throws passes the error handler by',
    tests: [
      fastify('answers an onSend hook that fails each time, %s'),
      fastify('answers once, though an onSend hook fails only the first time'),
    ],
  },
  { id: 'F15', trap: 'a status of 99 or 700 fails in the handler', cases: noStatus },
  {
    id: 'F16',
    trap: 'an answer that its schema refuses names members in its message',
    tests: [
      fastify('answers an answer that its own schema refuses with 500, and names no member', 'fastify-own'),
    ],
  },
  {
    id: 'F17',
    trap: 'Ajv says where differently for each keyword, in JSON Pointer escapes',
    cases: ['several invalid values are reported together, nested ones by their path'],
    tests: [
      fastify('points at what is wrong in the body', 'from-fastify-validation'),
      ['validation/src/from-ajv.test.ts', 'points at the member that is missing'],
    ],
  },
  {
    id: 'F18',
    trap: 'a stream that fails has the path of its file in the message',
    cases: stream,
    tests: [leaks],
  },
  {
    id: 'F19',
    trap: 'a handler that fails after `reply.hijack()` leaves the client waiting',
    cases: [
      "a response taken out of the framework's hands is answered",
      "a response taken out of the framework's hands that has begun is cut",
    ],
    tests: [fastify('leaves a hijacked reply to a handler that does not fail')],
  },
  {
    id: 'F22',
    trap: 'a service that takes problems as requests answers them with 415',
    cases: ['a body of another media type is 415'],
    tests: [
      fastify(
        'takes problems as requests where it has a parser for them, and refuses them with 415 elsewhere',
        'fastify-own',
      ),
    ],
  },
  {
    id: 'F23',
    trap: 'the error of a rate limiter is a bare 429',
    cases: [
      'a rate limiter that set its headers is believed',
      'a bare 429 without the headers of a limiter is not believed',
    ],
    tests: [fastify('answers what @fastify/rate-limit raises, with the fields that it set')],
  },
  {
    id: 'F24',
    trap: 'an upload that was given up reaches the handler as a 400',
    cases: upload,
    tests: [fastify('sends nothing to a client that has left in the middle of its upload')],
  },
  {
    id: 'F25',
    trap: 'errors of the start are hidden',
    tests: [fastify('leaves the errors of the start to Fastify', 'fastify-own')],
  },
  {
    id: 'N1',
    trap: 'a filter that throws leaves the request open',
    cases: [...noStatus, 'thrown in a function: a revoked Proxy'],
    tests: [nest('answers a value that cannot be looked at')],
  },
  {
    id: 'N2',
    trap: "a catch-all filter makes 500 of a parser's error",
    cases: ['an oversized body is 413'],
    tests: [nest('answers for a body that is too large')],
  },
  {
    id: 'N3',
    trap: "the status of somebody else's server is believed",
    cases: ['a stranger tells nothing: SDK error with statusCode'],
  },
  {
    id: 'N4',
    trap: 'the response of an HttpException has four shapes',
    cases: [
      'Nest: a string is the detail',
      'Nest: the description is no member',
      'Nest: a list of messages becomes errors, without invented pointers',
      'Nest: other members become extensions, so a health check keeps its body',
    ],
  },
  {
    id: 'N5',
    trap: 'messages of nested values do not say where they are',
    cases: ['several invalid values are reported together, nested ones by their path'],
    tests: [
      nest('points at each value of a body', 'validation-pipe'),
      nest('lists the messages of an HttpException'),
    ],
  },
  {
    id: 'N6',
    trap: 'a malformed body is quoted',
    cases: ['a malformed body is 400 and is not quoted'],
    tests: [nest('never quotes the body that a parser could not read')],
  },
  {
    id: 'N7',
    trap: '`@Header()` stays on the error',
    cases: leftovers,
    tests: [nest('takes off what described the body of the handler, and keeps the rest')],
  },
  {
    id: 'N8',
    trap: 'guards, pipes, unknown routes and middleware each fail in their own way',
    cases: ['thrown in a guard of the route', 'thrown in middleware', 'an unknown route is 404'],
    tests: [nest('answers for guards and pipes of Nest')],
  },
  {
    id: 'N10',
    trap: 'a narrower filter is passed over; HTTP is spoken on other transports',
    tests: [
      nest('by APP_FILTER'),
      nest('by useGlobalFilters'),
      nest('gives its client the problem', 'contexts'),
      nest('gets its own exception back, reported once', 'contexts'),
    ],
  },
  { id: 'NE1', trap: "Nest's adapter rewrites the media type", cases: [exactType] },
  {
    id: 'NE2',
    trap: 'a file that cannot be opened is 400 in plain text, past all filters',
    cases: stream,
    tests: [
      nest('that cannot be opened is a problem', 'routing'),
      nest('is cut when it fails after its head, and tells nothing: %s', 'event-streams'),
    ],
  },
  { id: 'NE3', trap: 'Express adds an ETag to errors', cases: [exactType, 'an unknown route is 404'] },
  {
    id: 'NE4',
    trap: 'another media type reaches validation as an empty body',
    cases: ['a body of another media type is 415'],
  },
  {
    id: 'NF2',
    trap: 'the reply to an unknown route is of another class',
    cases: ['an unknown route is 404'],
  },
  {
    id: 'NF3',
    trap: 'a path that cannot be decoded passes the filters by',
    cases: [badPath],
    tests: [nest('lends its options to the constants of @statusquo/fastify', 'routing')],
  },
  { id: 'NF4', trap: 'a stream that fails tells its path', cases: stream, tests: [leaks] },
  { id: 'NF5', trap: 'a charset is appended', cases: [exactType] },
  {
    id: 'NF6',
    trap: "Fastify's errors come in two forms",
    cases: [
      'Fastify: a body that is too large has our wording',
      'Fastify: an unknown media type has our wording',
      'an oversized body is 413',
    ],
  },
  {
    id: 'R1',
    trap: 'an adapter for Fetch-API hosts needs Node, or refuses the Response of another realm',
    tests: [
      ['fetch/src/problem-details.test.ts', 'runs without the globals of Node'],
      ['fetch/src/problem-details.test.ts', 'takes the Response of another realm'],
      ['fetch/src/to-response.test.ts', 'changes the headers set so far into those of the answer'],
    ],
  },
  { id: 'R2', trap: 'media types that are nearly right; HTML from a proxy', later: client },
  { id: 'R3', trap: 'a problem whose members contradict the response, or are no members', later: client },
  { id: 'R5', trap: 'Retry-After in its forms, and garbage', later: client },
  {
    id: 'R6',
    trap: 'a body that was read, a request that was aborted, a network that failed',
    later: client,
  },
  { id: 'R7', trap: 'a success with a problem in it; a body without end', later: client },
];
