import type { Sent } from './exchange.ts';
import type { PricingBehaviour } from './pricing-service.ts';

/** The bearer tokens of the demo. */
export interface DemoTokens {
  readonly staff: string;
  readonly reader: string;
  /** Of somebody who orders too much. */
  readonly busy: string;
}

/** One request for one status code. */
export interface Row {
  readonly status: number;
  readonly request: Sent;
  /** How often the request is sent; the last answer counts. */
  readonly times?: number;
  /** Whether the pricing service is down meanwhile. */
  readonly withoutPricing?: true;
}

const kernighan = '9780131103627';
const cormen = '9780262033848';
const newman = '9781491950357';
const added = { isbn: '9780201633610', title: 'Design Patterns', price: 5499, stock: 3 };

/** How many orders the demo lets one person make in a minute. */
export const ordersPerMinute = 3;

/** The request for each status code that the bookshop can answer, in an order in which they work. */
export function rows({ staff, reader, busy }: DemoTokens): readonly Row[] {
  const as = (token: string, headers: Record<string, string> = {}): Record<string, string> => ({
    Authorization: `Bearer ${token}`,
    ...headers,
  });
  const json = (
    method: string,
    path: string,
    token: string,
    value: unknown,
    headers: Record<string, string> = {},
  ): Sent => ({
    method,
    path,
    headers: as(token, { 'Content-Type': 'application/json', ...headers }),
    body: typeof value === 'string' ? value : JSON.stringify(value),
  });
  const get = (path: string, headers: Record<string, string> = {}): Sent => ({
    method: 'GET',
    path,
    headers,
  });
  const upload = (headers: Record<string, string> = {}): Sent => ({
    method: 'POST',
    path: '/imports',
    headers: as(staff, { 'Content-Type': 'application/x-ndjson', ...headers }),
    body: `${JSON.stringify({ isbn: '9780596517748', title: 'JavaScript', price: 2999, stock: 1 })}\n`,
  });
  const change = { title: 'The C Programming Language', price: 4599, stock: 5 };

  return [
    { status: 100, request: upload({ Expect: '100-continue' }) },
    { status: 101, request: get('/stock-feed', webSocket) },
    { status: 200, request: get(`/books/${kernighan}`) },
    { status: 201, request: json('POST', '/books', staff, added) },
    { status: 202, request: upload() },
    { status: 204, request: json('PUT', `/books/${kernighan}`, staff, change, { 'If-Match': '*' }) },
    { status: 301, request: get('/catalog') },
    { status: 302, request: get('/books/featured') },
    { status: 304, request: get(`/books/${kernighan}`, { 'If-None-Match': '*' }) },
    { status: 400, request: json('POST', '/books', staff, '{"isbn": ') },
    { status: 401, request: { method: 'POST', path: '/orders' } },
    { status: 403, request: json('POST', '/books', reader, added) },
    { status: 404, request: get('/books/9780306406157') },
    { status: 405, request: { method: 'DELETE', path: '/books' } },
    { status: 409, request: json('POST', '/orders', reader, { isbn: cormen, quantity: 3 }) },
    { status: 412, request: json('PUT', `/books/${kernighan}`, staff, change, { 'If-Match': '"stale"' }) },
    { status: 413, request: json('POST', '/books', staff, ' '.repeat(102_401)) },
    { status: 415, request: json('POST', '/books', staff, 'isbn: 1', { 'Content-Type': 'text/yaml' }) },
    { status: 422, request: json('POST', '/orders', reader, { isbn: cormen, quantity: 0, gift: true }) },
    { status: 426, request: get('/stock-feed') },
    { status: 428, request: json('PUT', `/books/${kernighan}`, staff, change) },
    {
      status: 429,
      request: json('POST', '/orders', busy, { isbn: cormen, quantity: 0 }),
      times: ordersPerMinute + 1,
    },
    { status: 500, request: get('/boom') },
    { status: 502, request: get(`/books/${cormen}/price`) },
    { status: 503, request: get(`/books/${kernighan}/price`), withoutPricing: true },
    { status: 504, request: get(`/books/${newman}/price`) },
  ];
}

const webSocket = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** What the pricing service of the demo does about each book. */
export const prices: Readonly<Record<string, PricingBehaviour>> = {
  [kernighan]: 'price',
  [cormen]: 'nonsense',
  [newman]: 'silence',
};
