import type { PricingBehaviour } from './pricing-service.ts';
import type { Received, Sent } from './exchange.ts';

/** A rule of the bookshop: requests, sent one after the other, and the answers that every build gives to them. */
export interface Case {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** A request, which can be made of the answer before it, and its answer. */
export interface Step {
  readonly send: Sent | ((before: Received) => Sent);
  readonly expect: Expected;
}

/** What is checked of an answer, beside what is the same for all of its kind: problem, JSON, or no body. */
export interface Expected {
  readonly status: number;
  /** To the letter. */
  readonly body: string;
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, string | RegExp>>;
  /** Whether `100 Continue` comes first; it does not unless said so. */
  readonly continued?: boolean;
}

/** The bearer tokens that the cases use. */
export interface Tokens {
  readonly staff: string;
  readonly reader: string;
  /** Of another reader. */
  readonly other: string;
  readonly expired: string;
  /** Expires, but not yet. */
  readonly lasting: string;
  /** Signed with another secret. */
  readonly forged: string;
  /** With a role that does not exist. */
  readonly admin: string;
  /** Without `sub`. */
  readonly nobody: string;
  readonly unsigned: string;
}

const kernighan = '9780131103627';
const cormen = '9780262033848';
const newman = '9781491950357';
/** Books that the cases add, one for each that needs its own. */
const added = {
  first: '9781111100018',
  padded: '9781111100025',
  marked: '9781111100032',
  emoji: '9781111100049',
  replaced: '9781111100056',
  deleted: '9781111100063',
  ordered: '9781111100070',
  imported: '9781111100087',
  importedToo: '9781111100094',
  afterBadLine: '9781111100100',
  importedWithMark: '9781111100117',
  charset: '9781111100124',
  conditional: '9781111100131',
  continued: '9781111100148',
  chunked: '9781111100155',
};
const unknown = '9780306406157';

/** What the pricing service does about each book, which has to be there first. */
export const prices: Readonly<Record<string, PricingBehaviour>> = {
  [kernighan]: 'price',
  [cormen]: 'not found',
  [added.first]: 'another book',
  [added.padded]: 'a price in words',
  [added.marked]: 'nonsense',
  [added.emoji]: 'redirect',
  [added.replaced]: 'failure',
  [added.ordered]: 'silence',
  [added.imported]: 'silence in mid-body',
  [added.importedToo]: 'broken in mid-body',
  [added.importedWithMark]: 'broken',
};

const bookJson = (isbn: string, stock = 3): string =>
  `{"isbn":"${isbn}","title":"A Book","price":100,"stock":${stock}}`;
const details = '{"title":"A Book","price":200,"stock":3}';

// Problem documents that several cases expect.
const unauthorized = '{"type":"about:blank","title":"Unauthorized","status":401}';
const invalidToken =
  '{"type":"about:blank","title":"Unauthorized","status":401,"detail":"The access token is invalid."}';
const forbidden =
  '{"type":"about:blank","title":"Forbidden","status":403,"detail":"This needs the role staff."}';
const notFound = '{"type":"about:blank","title":"Not Found","status":404}';
const noBook = (isbn: string): string =>
  `{"type":"about:blank","title":"Not Found","status":404,"detail":"No book has the ISBN ${isbn}."}`;
const notAllowed = '{"type":"about:blank","title":"Method Not Allowed","status":405}';
const malformed =
  '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body is not valid JSON."}';
const malformedPath =
  '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The percent-encoding of the request path is malformed."}';
const tooLarge =
  '{"type":"about:blank","title":"Content Too Large","status":413,"detail":"The request body is too large."}';
const unsupported =
  '{"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"The media type, charset or content coding of the request body is not supported."}';
const preconditionRequired =
  '{"type":"about:blank","title":"Precondition Required","status":428,"detail":"Send If-Match with the ETag that you read."}';
const staleBook = (isbn: string): string =>
  `{"type":"https://bookshop.example/problems/stale-book","title":"Stale book","status":412,"detail":"The book has changed since you read it.","isbn":"${isbn}"}`;
const invalid = (...items: readonly string[]): string =>
  `{"type":"https://bookshop.example/problems/validation","title":"Validation failed","status":422,"detail":"The request has ${items.length} invalid value${items.length === 1 ? '' : 's'}.","errors":[${items.join(',')}]}`;
const invalidIsbn = invalid(
  '{"detail":"must have the format \\"isbn-13\\"","code":"format","in":"path","name":"isbn"}',
);
const notAnObject = invalid('{"detail":"must be an object","code":"type","pointer":"#"}');
const pricing = {
  invalid:
    '{"type":"about:blank","title":"Bad Gateway","status":502,"detail":"The pricing service gave an invalid response."}',
  unavailable:
    '{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"The pricing service is unavailable."}',
  slow: '{"type":"about:blank","title":"Gateway Timeout","status":504,"detail":"The pricing service did not answer in time."}',
};

const challenge = { 'www-authenticate': 'Bearer realm="bookshop"' };
const badTokenChallenge = { 'www-authenticate': 'Bearer realm="bookshop", error="invalid_token"' };
const anyTag = { etag: /^"[!#-~]+"$/ };

const get = (path: string, headers: Record<string, string> = {}): Sent => ({ method: 'GET', path, headers });
const send = (
  method: string,
  path: string,
  token: string | undefined,
  body: string | Uint8Array = '',
  headers: Record<string, string> = {},
): Sent => ({
  method,
  path,
  headers: {
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(body.length === 0 ? {} : { 'Content-Type': 'application/json' }),
    ...headers,
  },
  body,
});

const step = (sent: Step['send'], status: number, body: string, headers: Expected['headers'] = {}): Step => ({
  send: sent,
  expect: { status, body, headers },
});

const one = (
  name: string,
  sent: Sent,
  status: number,
  body: string,
  headers: Expected['headers'] = {},
): Case => ({
  name,
  steps: [step(sent, status, body, headers)],
});

const tagOf = ({ headers }: Received): string => headers.etag ?? '';

const seedBooks = {
  [kernighan]: `{"isbn":"${kernighan}","title":"The C Programming Language","price":6799,"stock":5}`,
  [cormen]: `{"isbn":"${cormen}","title":"Introduction to Algorithms","price":9900,"stock":1}`,
  [newman]: `{"isbn":"${newman}","title":"Building Microservices","price":4999,"stock":0}`,
};
const firstPage = `{"items":[${seedBooks[kernighan]},${seedBooks[cormen]},${seedBooks[newman]}],"page":1,"limit":20,"total":3}`;

/** The list of books, as the shop opens: these come first. */
const listCases: readonly Case[] = [
  one('GET /books gives all books by ISBN', get('/books'), 200, firstPage, anyTag),
  one(
    'GET /books gives the page that was asked for',
    get('/books?page=2&limit=2'),
    200,
    `{"items":[${seedBooks[newman]}],"page":2,"limit":2,"total":3}`,
    anyTag,
  ),
  one(
    'GET /books gives an empty page after the last',
    get('/books?page=9'),
    200,
    '{"items":[],"page":9,"limit":20,"total":3}',
    anyTag,
  ),
  one(
    'GET /books ignores parameters that it does not know',
    get('/books?sort=title&page[]=7&Page=8'),
    200,
    firstPage,
    anyTag,
  ),
  {
    name: 'GET /books is 304 for whoever has the list already',
    steps: [
      step(get('/books'), 200, firstPage, anyTag),
      step((before) => get('/books', { 'If-None-Match': tagOf(before) }), 304, '', anyTag),
      step(get('/books', { 'If-None-Match': '"another"' }), 200, firstPage, anyTag),
    ],
  },
  one(
    'GET /books names each parameter that is wrong',
    get('/books?limit=101&page=0'),
    422,
    invalid(
      '{"detail":"must be at least 1","code":"minimum","in":"query","name":"page"}',
      '{"detail":"must be at most 100","code":"maximum","in":"query","name":"limit"}',
    ),
  ),
  ...['/books?page=', '/books?page=1&page=1', '/books?page=one', '/books?page=1.5', '/books?page=%zz'].map(
    (path) =>
      one(
        `GET ${path} is 422`,
        get(path),
        422,
        invalid('{"detail":"must be an integer","code":"type","in":"query","name":"page"}'),
      ),
  ),
];

const bookCases = ({ staff, reader }: Tokens): readonly Case[] => [
  one('GET /books/:isbn gives a book', get(`/books/${kernighan}`), 200, seedBooks[kernighan], anyTag),
  one('GET /books/:isbn decodes the path', get('/books/978013110362%37'), 200, seedBooks[kernighan], anyTag),
  {
    name: 'GET /books/:isbn is 304 for whoever has it already',
    steps: [
      step(get(`/books/${kernighan}`), 200, seedBooks[kernighan], anyTag),
      step(
        (before) => get(`/books/${kernighan}`, { 'If-None-Match': `"x,y", W/${tagOf(before)}` }),
        304,
        '',
        anyTag,
      ),
      step(get(`/books/${kernighan}`, { 'If-None-Match': '*' }), 304, '', anyTag),
      step(get(`/books/${kernighan}`, { 'If-None-Match': '"x"' }), 200, seedBooks[kernighan], anyTag),
      step(get(`/books/${unknown}`, { 'If-None-Match': '*' }), 404, noBook(unknown)),
    ],
  },
  one(
    'GET /books/:isbn is 404 for a book that the shop does not have',
    get(`/books/${unknown}`),
    404,
    noBook(unknown),
  ),
  ...['/books/9780131103628', '/books/978-0131103627', '/books/Featured', '/books/%20'].map((path) =>
    one(`GET ${path} is 422: no ISBN`, get(path), 422, invalidIsbn),
  ),
  {
    name: 'POST /books adds a book',
    steps: [
      step(send('POST', '/books', staff, bookJson(added.first)), 201, bookJson(added.first), {
        location: `/books/${added.first}`,
      }),
      step(get(`/books/${added.first}`), 200, bookJson(added.first), anyTag),
    ],
  },
  one(
    'POST /books is 409 for a book that is there already',
    send('POST', '/books', staff, bookJson(kernighan)),
    409,
    `{"type":"https://bookshop.example/problems/book-exists","title":"Book exists","status":409,"detail":"A book with ISBN ${kernighan} exists already.","isbn":"${kernighan}"}`,
  ),
  one('POST /books is for staff', send('POST', '/books', reader, bookJson(unknown)), 403, forbidden),
  {
    name: 'PUT /books/:isbn replaces the book that was read',
    steps: [
      step(send('POST', '/books', staff, bookJson(added.replaced)), 201, bookJson(added.replaced)),
      step(get(`/books/${added.replaced}`), 200, bookJson(added.replaced), anyTag),
      step(
        (before) =>
          send('PUT', `/books/${added.replaced}`, staff, details, { 'If-Match': `"x,y", ${tagOf(before)}` }),
        204,
        '',
      ),
      step(
        get(`/books/${added.replaced}`),
        200,
        `{"isbn":"${added.replaced}","title":"A Book","price":200,"stock":3}`,
        anyTag,
      ),
      step(
        send('PUT', `/books/${added.replaced}`, staff, bookJson(added.replaced), { 'If-Match': '*' }),
        204,
        '',
      ),
      step(get(`/books/${added.replaced}`), 200, bookJson(added.replaced), anyTag),
    ],
  },
  {
    name: 'PUT /books/:isbn is 412 for a book that has changed',
    steps: [
      step(send('POST', '/books', staff, bookJson(added.conditional)), 201, bookJson(added.conditional)),
      step(get(`/books/${added.conditional}`), 200, bookJson(added.conditional), anyTag),
      step(
        (before) =>
          send('PUT', `/books/${added.conditional}`, staff, details, { 'If-Match': `W/${tagOf(before)}` }),
        412,
        staleBook(added.conditional),
      ),
      step(
        send('PUT', `/books/${added.conditional}`, staff, details, { 'If-Match': '"stale", not-a-tag' }),
        412,
        staleBook(added.conditional),
      ),
    ],
  },
  one(
    'PUT /books/:isbn is 428 without If-Match',
    send('PUT', `/books/${kernighan}`, staff, details),
    428,
    preconditionRequired,
  ),
  one(
    'PUT /books/:isbn is 428 with an empty If-Match',
    send('PUT', `/books/${kernighan}`, staff, details, { 'If-Match': ' ' }),
    428,
    preconditionRequired,
  ),
  one(
    'PUT /books/:isbn is 404 for a book that the shop does not have',
    send('PUT', `/books/${unknown}`, staff, details, { 'If-Match': '*' }),
    404,
    noBook(unknown),
  ),
  one(
    'PUT /books/:isbn takes no other ISBN than that of the path',
    send('PUT', `/books/${kernighan}`, staff, `{"stock":-1,"isbn":"${cormen}","title":"T"}`, {
      'If-Match': '*',
    }),
    422,
    invalid(
      '{"detail":"must be the expected value","code":"const","pointer":"#/isbn"}',
      '{"detail":"must be present","code":"required","pointer":"#/price"}',
      '{"detail":"must be at least 0","code":"minimum","pointer":"#/stock"}',
    ),
  ),
  one(
    'PUT /books/:isbn is 422 for what is no ISBN',
    send('PUT', '/books/1', staff, details, { 'If-Match': '*' }),
    422,
    invalidIsbn,
  ),
  one(
    'PUT /books/:isbn is 401 without a token',
    send('PUT', `/books/${kernighan}`, undefined, details),
    401,
    unauthorized,
    challenge,
  ),
  one('PUT /books/:isbn is for staff', send('PUT', `/books/${kernighan}`, reader, details), 403, forbidden),
  one(
    'PUT /books/:isbn is 400 for malformed JSON',
    send('PUT', `/books/${kernighan}`, staff, '{', { 'If-Match': '*' }),
    400,
    malformed,
  ),
  {
    name: 'DELETE /books/:isbn deletes a book',
    steps: [
      step(send('POST', '/books', staff, bookJson(added.deleted)), 201, bookJson(added.deleted)),
      step(send('DELETE', `/books/${added.deleted}`, staff), 204, ''),
      step(get(`/books/${added.deleted}`), 404, noBook(added.deleted)),
      step(send('DELETE', `/books/${added.deleted}`, staff), 404, noBook(added.deleted)),
    ],
  },
  one(
    'DELETE /books/:isbn is 401 without a token',
    send('DELETE', `/books/${kernighan}`, undefined),
    401,
    unauthorized,
    challenge,
  ),
  one('DELETE /books/:isbn is for staff', send('DELETE', `/books/${kernighan}`, reader), 403, forbidden),
  one('DELETE /books/:isbn is 422 for what is no ISBN', send('DELETE', '/books/1', staff), 422, invalidIsbn),
];

const bookWith = (title: string): string =>
  `{"isbn":"${added.emoji}","title":${title},"price":0,"stock":2147483647}`;

/** What a body may be. `POST /books` stands for all routes that take JSON. */
const bodyCases = ({ staff, reader }: Tokens): readonly Case[] => {
  const post = (body: string | Uint8Array, headers: Record<string, string> = {}): Sent =>
    send('POST', '/books', staff, body, headers);
  const padded = bookJson(added.padded).padEnd(102_400);
  return [
    one('a body may be 102,400 bytes long', post(padded), 201, bookJson(added.padded)),
    one('a body of 102,401 bytes is 413', post(`${padded} `), 413, tooLarge),
    one(
      'a body of 102,401 bytes is 413 when its length comes last, too',
      post(`${padded} `, { 'Transfer-Encoding': 'chunked' }),
      413,
      tooLarge,
    ),
    one(
      'a body may come in chunks',
      post(bookJson(added.chunked), { 'Transfer-Encoding': 'chunked' }),
      201,
      bookJson(added.chunked),
    ),
    one('a BOM is skipped', post(`\ufeff${bookJson(added.marked)}`), 201, bookJson(added.marked)),
    one(
      'a charset may be named if it is UTF-8',
      post(bookJson(added.charset), { 'Content-Type': 'Application/JSON; charset="UTF-8"' }),
      201,
      bookJson(added.charset),
    ),
    one('no body is 400', send('POST', '/books', staff), 400, malformed),
    one(
      'an empty body is 400',
      send('POST', '/books', staff, '', { 'Content-Type': 'application/json' }),
      400,
      malformed,
    ),
    ...['{"isbn":', '{} {}', '\ufeff', "{'isbn': 1}", 'undefined', '{"isbn": "\u0000"}'].map((body) =>
      one(`the body ${JSON.stringify(body)} is 400`, post(body), 400, malformed),
    ),
    one('a body that is not UTF-8 is 400', post(Buffer.from('{"title":"\xe4"}', 'latin1')), 400, malformed),
    ...[
      'text/plain',
      'application/problem+json',
      'application/json; charset=utf-16',
      'application/json; charset=latin1',
      'application/x-ndjson',
      'json',
      '',
    ].map((type) =>
      one(`the media type "${type}" is 415`, post('{}', { 'Content-Type': type }), 415, unsupported),
    ),
    ...['gzip', 'br', 'nonsense'].map((coding) =>
      one(
        `the content coding ${coding} is 415`,
        post('{}', { 'Content-Encoding': coding }),
        415,
        unsupported,
      ),
    ),
    ...['[]', '[{}]', 'null', '1', '"{}"', 'true'].map((body) =>
      one(`the body ${body} is 422`, post(body), 422, notAnObject),
    ),
    one(
      'all members are required',
      post('{}'),
      422,
      invalid(
        '{"detail":"must be present","code":"required","pointer":"#/isbn"}',
        '{"detail":"must be present","code":"required","pointer":"#/title"}',
        '{"detail":"must be present","code":"required","pointer":"#/price"}',
        '{"detail":"must be present","code":"required","pointer":"#/stock"}',
      ),
    ),
    one(
      'there is one item for each invalid value: members in their order, unknown ones as sent',
      post(
        '{"zeta":1,"stock":2147483648,"price":"100","a/b ~":2,"title":"","isbn":"9780131103628","__proto__":{"isbn":1}}',
      ),
      422,
      invalid(
        '{"detail":"must have the format \\"isbn-13\\"","code":"format","pointer":"#/isbn"}',
        '{"detail":"must have at least 1 character","code":"minLength","pointer":"#/title"}',
        '{"detail":"must be an integer","code":"type","pointer":"#/price"}',
        '{"detail":"must be at most 2147483647","code":"maximum","pointer":"#/stock"}',
        '{"detail":"must not be present","code":"additionalProperties","pointer":"#/zeta"}',
        '{"detail":"must not be present","code":"additionalProperties","pointer":"#/a~1b%20~0"}',
        '{"detail":"must not be present","code":"additionalProperties","pointer":"#/__proto__"}',
      ),
    ),
    one(
      'values are not coerced, and an integer is one',
      post('{"isbn":9780131103627,"title":null,"price":1.5,"stock":true}'),
      422,
      invalid(
        '{"detail":"must be a string","code":"type","pointer":"#/isbn"}',
        '{"detail":"must be a string","code":"type","pointer":"#/title"}',
        '{"detail":"must be an integer","code":"type","pointer":"#/price"}',
        '{"detail":"must be an integer","code":"type","pointer":"#/stock"}',
      ),
    ),
    one(
      'a title has at most 200 code points',
      post(bookWith(`"${'📚'.repeat(201)}"`)),
      422,
      invalid('{"detail":"must have at most 200 characters","code":"maxLength","pointer":"#/title"}'),
    ),
    ...['"a\\u0000b"', '"a\\nb"', '"a\\u0085b"', '"a\\ud800b"', '"\\udc00"'].map((title) =>
      one(
        `the title ${title} is 422`,
        post(bookWith(title)),
        422,
        invalid(
          '{"detail":"must match the pattern ^[^\\\\p{Cc}\\\\p{Cs}]*$","code":"pattern","pointer":"#/title"}',
        ),
      ),
    ),
    one(
      'a title may have 200 code points',
      post(bookWith(`"${'📚'.repeat(200)}"`)),
      201,
      bookWith(`"${'📚'.repeat(200)}"`),
    ),
    {
      name: 'with Expect: 100-continue, a body that is wanted is asked for',
      steps: [
        {
          send: post(bookJson(added.continued), { Expect: '100-continue' }),
          expect: { status: 201, body: bookJson(added.continued), continued: true },
        },
      ],
    },
    one(
      'with Expect: 100-continue, 401 comes before the body',
      send('POST', '/books', undefined, '{}', { Expect: '100-continue' }),
      401,
      unauthorized,
      challenge,
    ),
    one(
      'with Expect: 100-continue, 403 comes before the body',
      send('POST', '/books', reader, '{}', { Expect: '100-continue' }),
      403,
      forbidden,
    ),
    one(
      'with Expect: 100-continue, 413 comes before the body',
      post('{}', { 'Content-Length': '102401', Expect: '100-continue' }),
      413,
      tooLarge,
    ),
    one(
      'with Expect: 100-continue, 415 comes before the body',
      post('{}', { Expect: '100-continue', 'Content-Type': 'text/plain' }),
      415,
      unsupported,
    ),
  ];
};

const authorizationCases = (tokens: Tokens): readonly Case[] => [
  one('401 without a token', send('POST', '/orders', undefined, '{}'), 401, unauthorized, challenge),
  one(
    '401 with another scheme',
    send('POST', '/orders', undefined, '{}', { Authorization: 'Basic YTpi' }),
    401,
    unauthorized,
    challenge,
  ),
  one(
    '401 with a scheme and no token',
    send('POST', '/orders', undefined, '{}', { Authorization: 'Bearer' }),
    401,
    unauthorized,
    challenge,
  ),
  ...(['forged', 'admin', 'nobody', 'unsigned'] as const).map((name) =>
    one(
      `401 with a token that is ${name}`,
      send('POST', '/orders', tokens[name], '{}'),
      401,
      invalidToken,
      badTokenChallenge,
    ),
  ),
  one(
    '401 with what is no token',
    send('POST', '/orders', 'a b', '{}'),
    401,
    invalidToken,
    badTokenChallenge,
  ),
  one(
    '401 with an expired token',
    send('POST', '/orders', tokens.expired, '{}'),
    401,
    '{"type":"about:blank","title":"Unauthorized","status":401,"detail":"The access token has expired."}',
    badTokenChallenge,
  ),
  one(
    'a token may have a time when it expires',
    get('/orders/99', { Authorization: `bearer ${tokens.lasting}` }),
    404,
    noOrder(99),
  ),
];

const noOrder = (id: number): string =>
  `{"type":"about:blank","title":"Not Found","status":404,"detail":"There is no order ${id}."}`;
const noImport = (id: number): string =>
  `{"type":"about:blank","title":"Not Found","status":404,"detail":"There is no import ${id}."}`;
const invalidId = (rule: string): string => invalid(`{${rule},"in":"path","name":"id"}`);
const orderJson = (isbn: string, quantity: number): string => `{"isbn":"${isbn}","quantity":${quantity}}`;
const outOfStock = (isbn: string, requested: number, available: number): string =>
  `{"type":"https://bookshop.example/problems/out-of-stock","title":"Out of stock","status":409,"detail":"Requested ${requested}, available ${available}.","isbn":"${isbn}","requested":${requested},"available":${available}}`;
const hasOrders = (isbn: string, orders: number): string =>
  `{"type":"https://bookshop.example/problems/book-has-orders","title":"Book has orders","status":409,"detail":"The book has ${orders} order${orders === 1 ? '' : 's'}.","isbn":"${isbn}","orders":${orders}}`;

const orderCases = ({ staff, reader, other }: Tokens): readonly Case[] => [
  {
    name: 'POST /orders takes copies from the stock, as long as there are any',
    steps: [
      step(send('POST', '/books', staff, bookJson(added.ordered, 3)), 201, bookJson(added.ordered, 3)),
      step(
        send('POST', '/orders', reader, orderJson(added.ordered, 2)),
        201,
        `{"id":1,"isbn":"${added.ordered}","quantity":2}`,
        {
          location: '/orders/1',
        },
      ),
      step(get(`/books/${added.ordered}`), 200, bookJson(added.ordered, 1), anyTag),
      step(
        send('POST', '/orders', reader, orderJson(added.ordered, 2)),
        409,
        outOfStock(added.ordered, 2, 1),
      ),
      step(send('DELETE', `/books/${added.ordered}`, staff), 409, hasOrders(added.ordered, 1)),
      step(
        send('POST', '/orders', staff, orderJson(added.ordered, 1)),
        201,
        `{"id":2,"isbn":"${added.ordered}","quantity":1}`,
        {
          location: '/orders/2',
        },
      ),
      step(send('DELETE', `/books/${added.ordered}`, staff), 409, hasOrders(added.ordered, 2)),
    ],
  },
  one(
    'GET /orders/:id gives an order to its owner',
    send('GET', '/orders/1', reader),
    200,
    `{"id":1,"isbn":"${added.ordered}","quantity":2}`,
  ),
  one(
    'GET /orders/:id gives any order to staff',
    send('GET', '/orders/1', staff),
    200,
    `{"id":1,"isbn":"${added.ordered}","quantity":2}`,
  ),
  one(
    'GET /orders/:id keeps an order from others',
    send('GET', '/orders/1', other),
    403,
    '{"type":"about:blank","title":"Forbidden","status":403,"detail":"This order belongs to somebody else."}',
  ),
  one('GET /orders/:id is 401 without a token', get('/orders/1'), 401, unauthorized, challenge),
  one(
    'GET /orders/:id is 404 for an order that does not exist',
    send('GET', '/orders/2147483647', reader),
    404,
    noOrder(2_147_483_647),
  ),
  one(
    'GET /orders/0 is 422',
    send('GET', '/orders/0', reader),
    422,
    invalidId('"detail":"must be at least 1","code":"minimum"'),
  ),
  one(
    'GET /orders/2147483648 is 422',
    send('GET', '/orders/2147483648', reader),
    422,
    invalidId('"detail":"must be at most 2147483647","code":"maximum"'),
  ),
  ...['one', '1.5', '01', '1e3', '%2B1'].map((id) =>
    one(
      `GET /orders/${id} is 422`,
      send('GET', `/orders/${id}`, reader),
      422,
      invalidId('"detail":"must be an integer","code":"type"'),
    ),
  ),
  one(
    'POST /orders is 404 for a book that the shop does not have',
    send('POST', '/orders', reader, orderJson(unknown, 1)),
    404,
    noBook(unknown),
  ),
  one(
    'POST /orders is 409 for a book that is sold out',
    send('POST', '/orders', reader, orderJson(newman, 1)),
    409,
    outOfStock(newman, 1, 0),
  ),
  one(
    'POST /orders names each value that is wrong',
    send('POST', '/orders', reader, '{"gift":true,"quantity":101,"isbn":"x"}'),
    422,
    invalid(
      '{"detail":"must have the format \\"isbn-13\\"","code":"format","pointer":"#/isbn"}',
      '{"detail":"must be at most 100","code":"maximum","pointer":"#/quantity"}',
      '{"detail":"must not be present","code":"additionalProperties","pointer":"#/gift"}',
    ),
  ),
];

const ndjson = { 'Content-Type': 'application/x-ndjson' };

/** Imports have numbers from 1, so their order counts. */
const importCases = ({ staff, reader }: Tokens): readonly Case[] => {
  const upload = (body: string, headers: Record<string, string> = {}): Sent =>
    send('POST', '/imports', staff, body, { ...ndjson, ...headers });
  const ends = (name: string, id: number, body: string, state: string): Case => ({
    name,
    steps: [
      step(upload(body), 202, '', { location: `/imports/${id}` }),
      step(send('GET', `/imports/${id}`, staff), 200, state),
    ],
  });
  return [
    ends(
      'an import adds a book for each line',
      1,
      `${bookJson(added.imported)}\r\n\n \t\n${bookJson(added.importedToo)}`,
      '{"state":"done","imported":2}',
    ),
    ends(
      'an import may begin with a BOM',
      2,
      `\ufeff${bookJson(added.importedWithMark)}\n`,
      '{"state":"done","imported":1}',
    ),
    ends('an empty import is done', 3, '', '{"state":"done","imported":0}'),
    ends(
      'an import stops at a line that is no JSON',
      4,
      `\n{\n${bookJson(added.afterBadLine)}\n`,
      '{"state":"failed","imported":0,"problem":{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request body is not valid JSON.","line":2}}',
    ),
    one(
      'an import stores nothing behind a bad line',
      get(`/books/${added.afterBadLine}`),
      404,
      noBook(added.afterBadLine),
    ),
    ends(
      'an import stops at a book that is there already',
      5,
      bookJson(kernighan),
      `{"state":"failed","imported":0,"problem":{"type":"https://bookshop.example/problems/book-exists","title":"Book exists","status":409,"detail":"A book with ISBN ${kernighan} exists already.","isbn":"${kernighan}","line":1}}`,
    ),
    ends(
      'an import stops at a book that is not valid, and keeps those before it',
      6,
      `${bookJson(added.afterBadLine)}\n[]\n`,
      '{"state":"failed","imported":1,"problem":{"type":"https://bookshop.example/problems/validation","title":"Validation failed","status":422,"detail":"The request has 1 invalid value.","errors":[{"detail":"must be an object","code":"type","pointer":"#"}],"line":2}}',
    ),
    {
      name: 'with Expect: 100-continue, an import is asked for',
      steps: [
        {
          send: upload('\n', { Expect: '100-continue' }),
          expect: { status: 202, body: '', headers: { location: '/imports/7' }, continued: true },
        },
      ],
    },
    one(
      'with Expect: 100-continue, 401 comes before the upload',
      send('POST', '/imports', undefined, '\n', { ...ndjson, Expect: '100-continue' }),
      401,
      unauthorized,
      challenge,
    ),
    one(
      'with Expect: 100-continue, 403 comes before the upload',
      send('POST', '/imports', reader, '\n', { ...ndjson, Expect: '100-continue' }),
      403,
      forbidden,
    ),
    one(
      'with Expect: 100-continue, 415 comes before the upload',
      upload('\n', { 'Content-Type': 'application/json', Expect: '100-continue' }),
      415,
      unsupported,
    ),
    one(
      'with Expect: 100-continue, 413 comes before the upload',
      upload('\n', { 'Content-Length': '10485761', Expect: '100-continue' }),
      413,
      tooLarge,
    ),
    one('an import is for staff', send('POST', '/imports', reader, '\n', ndjson), 403, forbidden),
    one(
      'an import has a media type of its own',
      upload('\n', { 'Content-Type': 'application/json' }),
      415,
      unsupported,
    ),
    {
      name: 'an import may be 10,485,760 bytes long',
      steps: [
        step(upload('\n'.repeat(10_485_760)), 202, '', { location: '/imports/8' }),
        step(send('GET', '/imports/8', staff), 200, '{"state":"done","imported":0}'),
      ],
    },
    one(
      'an import of 10,485,761 bytes is 413, whenever its length comes',
      upload('\n'.repeat(10_485_761), { 'Transfer-Encoding': 'chunked' }),
      413,
      tooLarge,
    ),
    one(
      'GET /imports/:id is 404 for an import that does not exist',
      send('GET', '/imports/99', staff),
      404,
      noImport(99),
    ),
    one('GET /imports/:id is for staff', send('GET', '/imports/1', reader), 403, forbidden),
    one('GET /imports/:id is 401 without a token', get('/imports/1'), 401, unauthorized, challenge),
    one(
      'GET /imports/:id is 422 for what is no number',
      send('GET', '/imports/x', staff),
      422,
      invalidId('"detail":"must be an integer","code":"type"'),
    ),
  ];
};

const routingCases = ({ staff }: Tokens): readonly Case[] => [
  one('GET /b%6Foks/f%65atured is GET /books/featured', get('/b%6Foks/f%65atured'), 302, '', {
    location: `/books/${kernighan}`,
  }),
  one('GET /catalog is 301', get('/catalog?page=2'), 301, '', { location: '/books' }),
  one('GET /books/featured is 302', get('/books/featured'), 302, '', { location: `/books/${kernighan}` }),
  one(
    'GET /stock-feed is 426',
    get('/stock-feed'),
    426,
    '{"type":"about:blank","title":"Upgrade Required","status":426}',
    {
      upgrade: 'websocket',
      connection: 'Upgrade',
    },
  ),
  one(
    'GET /boom is 500, and keeps the secret',
    get('/boom'),
    500,
    '{"type":"about:blank","title":"Internal Server Error","status":500}',
  ),
  ...[
    '/',
    '/nope',
    '/books/',
    '/Books',
    `/books/${kernighan}/`,
    `/books/${kernighan}/Price`,
    '/catalog/',
  ].map((path) => one(`GET ${path} is 404`, get(path), 404, notFound)),
  one('DELETE /books/ is 404', send('DELETE', '/books/', undefined), 404, notFound),
  ...['/books/%zz', '/books/%E0%A4%A', '/orders/%', '/imports/%ff', '/nope/%zz', '/books/%zz/price'].map(
    (path) => one(`GET ${path} is 400`, send('GET', path, staff), 400, malformedPath),
  ),
  one('DELETE /books/%zz is 400', send('DELETE', '/books/%zz', undefined), 400, malformedPath),
  ...(
    [
      ['DELETE', '/books', 'GET, HEAD, POST'],
      ['POST', `/books/${kernighan}`, 'DELETE, GET, HEAD, PUT'],
      ['PATCH', '/books/no-isbn', 'DELETE, GET, HEAD, PUT'],
      ['PUT', '/books/featured', 'GET, HEAD'],
      ['DELETE', '/books/featured', 'GET, HEAD'],
      ['POST', '/books/featured', 'GET, HEAD'],
      ['POST', `/books/${kernighan}/price`, 'GET, HEAD'],
      ['GET', '/orders', 'POST'],
      ['PUT', '/orders/1', 'GET, HEAD'],
      ['GET', '/imports', 'POST'],
      ['DELETE', '/imports/1', 'GET, HEAD'],
      ['POST', '/catalog', 'GET, HEAD'],
      ['POST', '/stock-feed', 'GET, HEAD'],
      ['DELETE', '/boom', 'GET, HEAD'],
    ] as const
  ).map(([method, path, allow]) =>
    one(`${method} ${path} is 405`, send(method, path, undefined), 405, notAllowed, { allow }),
  ),
];

/** After all others, since they need the books that those have added. */
const pricingCases: readonly Case[] = [
  one(
    'GET /books/:isbn/price gives the price',
    get(`/books/${kernighan}/price`),
    200,
    `{"isbn":"${kernighan}","price":4200}`,
  ),
  one(
    'GET /books/:isbn/price is 404 for a book that the shop does not have',
    get(`/books/${unknown}/price`),
    404,
    noBook(unknown),
  ),
  one(
    'GET /books/:isbn/price is 404 for a book that has no price there',
    get(`/books/${cormen}/price`),
    404,
    `{"type":"about:blank","title":"Not Found","status":404,"detail":"There is no price for ${cormen}."}`,
  ),
  one('GET /books/:isbn/price is 422 for what is no ISBN', get('/books/1/price'), 422, invalidIsbn),
  ...Object.entries(prices).flatMap(([isbn, behaviour]) => {
    if (behaviour === 'price' || behaviour === 'not found') return [];
    const isSlow = behaviour.startsWith('silence');
    return one(
      `GET /books/:isbn/price is ${isSlow ? 504 : 502} when the service answers with: ${behaviour}`,
      get(`/books/${isbn}/price`),
      isSlow ? 504 : 502,
      isSlow ? pricing.slow : pricing.invalid,
    );
  }),
];

const orderOfErrors = ({ staff, reader }: Tokens): readonly Case[] => {
  const text = { 'Content-Type': 'text/plain' };
  const long = '{'.padEnd(102_401);
  return [
    one('404 of the route comes before 401', send('POST', '/nope', undefined, '{', text), 404, notFound),
    one('405 comes before 401', send('PATCH', '/orders', undefined, '{', text), 405, notAllowed, {
      allow: 'POST',
    }),
    one(
      '401 comes before 428, 415 and 422',
      send('PUT', '/books/1', undefined, '{', text),
      401,
      unauthorized,
      challenge,
    ),
    one('403 comes before 428, 415 and 422', send('PUT', '/books/1', reader, '{', text), 403, forbidden),
    one(
      '428 comes before 422 in the path and 415',
      send('PUT', '/books/1', staff, '{', text),
      428,
      preconditionRequired,
    ),
    one(
      '422 in the path comes before 415',
      send('PUT', '/books/1', staff, '{', { ...text, 'If-Match': '*' }),
      422,
      invalidIsbn,
    ),
    one('415 comes before 413', send('POST', '/books', staff, long, text), 415, unsupported),
    one('413 comes before 400', send('POST', '/books', staff, long), 413, tooLarge),
    one(
      '422 comes before 404',
      send('PUT', `/books/${unknown}`, staff, '{"title":"T","price":1}', { 'If-Match': '*' }),
      422,
      invalid('{"detail":"must be present","code":"required","pointer":"#/stock"}'),
    ),
    one(
      '404 comes before 412',
      send('PUT', `/books/${unknown}`, staff, details, { 'If-Match': '"stale"' }),
      404,
      noBook(unknown),
    ),
    one(
      '422 comes before 412',
      send('PUT', `/books/${kernighan}`, staff, '[]', { 'If-Match': '"stale"' }),
      422,
      notAnObject,
    ),
  ];
};

/** All that is asked of a build that has a pricing service, in this order. */
export function contractCases(tokens: Tokens): readonly Case[] {
  return [
    ...listCases,
    ...authorizationCases(tokens),
    ...routingCases(tokens),
    ...bookCases(tokens),
    ...bodyCases(tokens),
    ...orderCases(tokens),
    ...importCases(tokens),
    ...orderOfErrors(tokens),
    ...pricingCases,
  ];
}

/** What is asked of a build that takes two orders a minute, and whose pricing service is not there. */
export function limitCases({ reader, other }: Tokens): readonly Case[] {
  const order = (token: string, headers: Record<string, string> = {}): Sent =>
    send('POST', '/orders', token, orderJson(newman, 1), headers);
  const tooMany =
    '{"type":"about:blank","title":"Too Many Requests","status":429,"detail":"Too many orders."}';
  return [
    {
      name: 'POST /orders is 429 after the limit of each user, whatever became of the orders',
      steps: [
        step(send('POST', '/orders', undefined, '{}'), 401, unauthorized, challenge),
        step(send('POST', '/orders', reader, '{'), 400, malformed),
        step(order(reader), 409, outOfStock(newman, 1, 0)),
        step(order(reader, { 'Content-Type': 'text/plain' }), 429, tooMany, {
          'retry-after': /^(?:[1-9]|[1-5]\d|60)$/,
        }),
        step(order(other), 409, outOfStock(newman, 1, 0)),
      ],
    },
    one(
      'GET /books/:isbn/price is 503 when nobody is there',
      get(`/books/${kernighan}/price`),
      503,
      pricing.unavailable,
      {
        'retry-after': '30',
      },
    ),
  ];
}

/** What is asked of a build without any configuration. */
export function defaultCases({ reader }: Tokens): readonly Case[] {
  return [
    one(
      'GET /books/:isbn/price is 503 when no service is configured',
      get(`/books/${kernighan}/price`),
      503,
      pricing.unavailable,
      {
        'retry-after': '30',
      },
    ),
    one(
      'GET /books/:isbn/price is 404 first for a book that the shop does not have',
      get(`/books/${unknown}/price`),
      404,
      noBook(unknown),
    ),
    one('the development secret signs tokens', send('GET', '/orders/1', reader), 404, noOrder(1)),
  ];
}
