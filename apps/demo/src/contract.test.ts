import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  contractCases,
  defaultCases,
  limitCases,
  prices,
  type Case,
  type Step,
  type Tokens,
} from './contract-cases.ts';
import { exchange, fingerprint, type Received, type Sent } from './exchange.ts';
import { startPricing, type PricingService } from './pricing-service.ts';
import { builds, runApp, startApp, type Build, type RunningApp } from './start-app.ts';
import { tokenOf } from './tokens.ts';
import { wire } from './wire.ts';

const secret = 'a secret for the contract';
const defaultSecret = 'bookshop-development-secret';

const tokens = await tokensOf(secret);
const defaultTokens = await tokensOf(defaultSecret);

/** What each build answered, by case: for the last test. */
const prints = new Map<string, Map<string, string>>();

for (const build of builds) {
  describe(`the bookshop on ${build.name}`, () => {
    describe('with a pricing service', () => {
      let pricing: PricingService;
      let app: RunningApp;
      beforeAll(async () => {
        pricing = await startPricing(prices);
        app = await startApp(build, {
          JWT_SECRET: secret,
          PRICING_URL: pricing.url,
          PRICING_TIMEOUT_MS: '1500',
          ORDERS_PER_MINUTE: '1000',
        });
      });
      afterAll(async () => {
        await app?.stop();
        await pricing?.stop();
      });

      for (const row of contractCases(tokens)) {
        it(row.name, async () => {
          expect(await play(build, app.url, row)).toEqual(row.steps.map(shownBy));
        });
      }

      for (const { name, sent, answer } of [...upgrades, ...refusedByNode]) {
        it(`answers ${name}`, async () => {
          expect(await playRaw(build, app.url, sent)).toBe(answer);
        });
      }

      it('is ready for the next request after a 413 in mid-body, or ends the connection', async () => {
        const chunk = 'x'.repeat(200_000);
        const upload = text(
          'POST /books HTTP/1.1',
          'Host: shop',
          `Authorization: Bearer ${tokens.staff}`,
          'Content-Type: application/json',
          'Transfer-Encoding: chunked',
        );
        const next = text('GET /catalog HTTP/1.1', 'Host: shop', 'Connection: close');
        const size = chunk.length.toString(16);
        const received = await wire(app.url, `${upload}${size}\r\n${chunk}\r\n0\r\n\r\n${next}`);
        const statuses = received.match(/(?<=HTTP\/1\.1 )\d+/g);
        expect([['413', '301'], ['413']]).toContainEqual(statuses);
      });

      it('tells at /stock-feed how stocks change, by an order or a PUT', async () => {
        expect(await hearStocks(app.url)).toEqual({
          statuses: [204, 201, 409, 204],
          heard: ['{"isbn":"9780262033848","stock":7}', '{"isbn":"9780262033848","stock":4}'],
        });
      });
    });

    describe('with two orders a minute, and a pricing service that is not there', () => {
      let app: RunningApp;
      beforeAll(async () => {
        const url = `http://127.0.0.1:${await closedPort()}`;
        app = await startApp(build, { JWT_SECRET: secret, ORDERS_PER_MINUTE: '2', PRICING_URL: url });
      });
      afterAll(async () => void (await app?.stop()));

      for (const row of limitCases(tokens)) {
        it(row.name, async () => {
          expect(await play(build, app.url, row)).toEqual(row.steps.map(shownBy));
        });
      }
    });

    describe('without configuration', () => {
      let app: RunningApp;
      beforeAll(async () => void (app = await startApp(build)));
      afterAll(async () => void (await app?.stop()));

      for (const row of defaultCases(defaultTokens)) {
        it(row.name, async () => {
          expect(await play(build, app.url, row)).toEqual(row.steps.map(shownBy));
        });
      }
    });

    it('finishes what runs on SIGTERM, and exits with 0 within 5 seconds', async () => {
      const { milliseconds, ...end } = await endInGoodOrder(build);
      expect(end).toEqual({
        'the new connection': 'ECONNREFUSED',
        'the running request': 504,
        'the WebSocket': 1001,
        'the idle connection': 'HTTP/1.1 301 Moved Permanently',
        'exit code': 0,
      });
      expect(milliseconds).toBeLessThan(5000);
    });

    it('refuses what comes after SIGTERM over a connection from before, and finishes what runs', async () => {
      expect(await drain(build)).toEqual({
        'the running request': 'HTTP/1.1 200 OK',
        'its body': '{"isbn":"9780131103627","price":4200}',
        'the next one': 'HTTP/1.1 503 Service Unavailable',
        'its fields': {
          'cache-control': 'no-store',
          connection: 'close',
          'content-length': '101',
          'content-type': 'application/problem+json',
          'retry-after': '5',
          'x-content-type-options': 'nosniff',
        },
        'its problem':
          '{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"The bookshop is closing."}',
        'exit code': 0,
      });
    });

    for (const [name, value] of badValues) {
      it(`exits with 1 when ${name} is "${value}"`, async () => {
        const { code, stdout, stderr } = await runApp(build, { PORT: '0', [name]: value });
        expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
        expect(stderr).toMatch(new RegExp(`^[^\\n]*${name}[^\\n]*\\n$`));
      });
    }

    it('exits with 1 when the port is taken', async () => {
      const { server, port } = await takePort();
      const { code, stdout, stderr } = await runApp(build, { PORT: String(port) });
      server.close();
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*PORT[^\n]*\n$/);
    });
  });
}

describe('all builds', () => {
  it('give the same bytes', () => {
    const odd = [...prints].filter(([, byBuild]) => new Set(byBuild.values()).size > 1);
    const shown = odd.map(([name, byBuild]) =>
      [name, ...Array.from(byBuild, ([build, print]) => `--- ${build}\n${print}`)].join('\n'),
    );
    expect(shown.join('\n\n')).toBe('');
  });
});

describe('the cases', () => {
  it('have names of their own', () => {
    const names = [...contractCases(tokens), ...limitCases(tokens), ...defaultCases(tokens)].map(
      ({ name }) => name,
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

/** What is looked at in an answer. */
interface Shown {
  readonly status: number;
  readonly continued: boolean;
  readonly body: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** What HEAD gave for the same request. */
  readonly head: string;
}

/** The answer that a step expects. A problem, JSON and no body each have their fields. */
function shownBy({ expect: { status, body, headers = {}, continued = false } }: Step): Shown {
  const named = Object.entries(headers).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? value : expect.stringMatching(value),
  ]);
  const isProblem = status >= 400;
  const json = body === '' ? undefined : 'application/json; charset=utf-8';
  const fields = {
    'content-type': isProblem ? 'application/problem+json' : json,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': isProblem ? 'no-store' : undefined,
    'x-content-type-options': isProblem ? 'nosniff' : undefined,
    'x-powered-by': undefined,
    ...Object.fromEntries(named),
  };
  return { status, continued, body, fields, head: 'the head of GET' };
}

/** Sends the requests of a case; gives the answers, as far as the case looks at them. */
async function play(build: Build, url: string, { name, steps }: Case): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  let before: Received = { status: 0, continued: false, headers: {}, body: '' };
  for (const step of steps) {
    const sent = typeof step.send === 'function' ? step.send(before) : step.send;
    before = await settled(url, sent);
    remember(`${name} (${shown.length + 1})`, build, fingerprint(before));
    const { status, continued, body, headers } = before;
    const fields: Received['headers'] = { 'content-length': '0', ...headers };
    shown.push({
      status,
      continued,
      body,
      fields: Object.fromEntries(Object.keys(shownBy(step).fields).map((field) => [field, fields[field]])),
      head: sent.method === 'GET' ? await headOf(url, sent, before) : 'the head of GET',
    });
  }
  return shown;
}

/** An answer; that about an import, when it runs no longer. */
async function settled(url: string, sent: Sent): Promise<Received> {
  const answer = await exchange(url, sent);
  if (!answer.body.startsWith('{"state":"running"')) return answer;
  await new Promise((resolve) => setTimeout(resolve, 20));
  return settled(url, sent);
}

/** Whether HEAD has the head of GET, but for a length of 0, which goes without saying. RFC 9110 §9.3.2 */
async function headOf(url: string, sent: Sent, answer: Received): Promise<string> {
  const withLength = ({ headers, ...others }: Received): Received => ({
    ...others,
    headers: { 'content-length': '0', ...headers },
  });
  const head = fingerprint(withLength(await exchange(url, { ...sent, method: 'HEAD' })));
  return head === fingerprint({ ...withLength(answer), body: '' }) ? 'the head of GET' : head;
}

function remember(name: string, build: Build, print: string): void {
  prints.set(name, (prints.get(name) ?? new Map<string, string>()).set(build.name, print));
}

/** Sends bytes that no HTTP client would send; gives all that comes back but the date, its fields in alphabetical order. */
async function playRaw(build: Build, url: string, sent: string): Promise<string> {
  const lines = (await wire(url, sent)).split('\r\n');
  const end = lines.indexOf('');
  const fields = lines.slice(1, end).filter((line) => !/^date:/i.test(line));
  const sorted = fields.map((line) => line.toLowerCase()).sort();
  const shown = [lines[0], ...sorted, ...lines.slice(end)].join('\n');
  remember(sent, build, shown);
  return shown;
}

const upgrade = ['Host: shop', 'Connection: Upgrade'];
const handshake = [...upgrade, 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';

const text = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

/** A problem as it looks on the wire, its fields in alphabetical order. */
const problem = (status: string, body: string, ...fields: readonly string[]): string =>
  [
    `HTTP/1.1 ${status}`,
    ...[
      'cache-control: no-store',
      `content-length: ${body.length}`,
      'content-type: application/problem+json',
      'x-content-type-options: nosniff',
      ...fields,
    ].sort(),
    '',
    body,
  ].join('\n');

const upgrades = [
  {
    name: 'an upgrade to a WebSocket on another path with 404',
    sent: text('GET /books HTTP/1.1', ...handshake, key),
    answer: problem(
      '404 Not Found',
      '{"type":"about:blank","title":"Not Found","status":404}',
      'connection: close',
    ),
  },
  {
    name: 'an upgrade to another protocol with 426',
    sent: text('GET /stock-feed HTTP/1.1', ...upgrade, 'Upgrade: h2c'),
    answer: problem(
      '426 Upgrade Required',
      '{"type":"about:blank","title":"Upgrade Required","status":426}',
      'connection: upgrade',
      'upgrade: websocket',
    ),
  },
  {
    name: 'an upgrade without the key of a handshake with 400',
    sent: text('GET /stock-feed HTTP/1.1', ...handshake),
    answer: problem(
      '400 Bad Request',
      '{"type":"about:blank","title":"Bad Request","status":400}',
      'connection: close',
    ),
  },
  {
    name: 'an upgrade by POST with 405',
    sent: text('POST /stock-feed HTTP/1.1', ...handshake, key, 'Content-Length: 0'),
    answer: problem(
      '405 Method Not Allowed',
      '{"type":"about:blank","title":"Method Not Allowed","status":405}',
      'allow: get, head',
      'connection: close',
    ),
  },
];

const refusedByNode = [
  {
    name: 'a malformed request with 400',
    sent: text('GET /books HTTP/1.1', 'Host shop'),
    answer: problem(
      '400 Bad Request',
      '{"type":"about:blank","title":"Bad Request","status":400}',
      'connection: close',
    ),
  },
  {
    name: 'header fields that are too large with 431',
    sent: text('GET /books HTTP/1.1', 'Host: shop', `X-Padding: ${'x'.repeat(20_000)}`),
    answer: problem(
      '431 Request Header Fields Too Large',
      '{"type":"about:blank","title":"Request Header Fields Too Large","status":431}',
      'connection: close',
    ),
  },
  {
    name: 'an unknown expectation with 417',
    sent: text('GET /books HTTP/1.1', 'Host: shop', 'Connection: close', 'Expect: the-impossible'),
    answer: problem(
      '417 Expectation Failed',
      '{"type":"about:blank","title":"Expectation Failed","status":417}',
      'connection: close',
    ),
  },
];

const badValues = [
  ['PORT', '65536'],
  ['PORT', 'http'],
  ['PORT', ''],
  ['NEST_PLATFORM', 'koa'],
  ['JWT_SECRET', ''],
  ['PRICING_URL', 'pricing'],
  ['PRICING_TIMEOUT_MS', '-1'],
  ['ORDERS_PER_MINUTE', 'many'],
  ['DATABASE_URL', 'postgres://shop@127.0.0.1/books'],
] as const;

/** Listens at `/stock-feed` while stocks change, and while they do not. */
async function hearStocks(url: string): Promise<{ statuses: readonly number[]; heard: readonly string[] }> {
  const isbn = '9780262033848';
  const socket = new WebSocket(`${url}/stock-feed`);
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString()));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));

  const headers = (token: string): Record<string, string> => ({
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
  });
  const put = (title: string, stock: number): Promise<Received> =>
    exchange(url, {
      method: 'PUT',
      path: `/books/${isbn}`,
      headers: { ...headers(tokens.staff), 'If-Match': '*' },
      body: JSON.stringify({ title, price: 9900, stock }),
    });
  const order = (quantity: number): Promise<Received> =>
    exchange(url, {
      method: 'POST',
      path: '/orders',
      headers: headers(tokens.reader),
      body: JSON.stringify({ isbn, quantity }),
    });
  const answers = [
    await put('Introduction to Algorithms', 7),
    await order(3),
    await order(5),
    // Another title is no change of the stock.
    await put('Algorithms', 4),
  ];
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.close();
  await closed;
  return { statuses: answers.map(({ status }) => status), heard };
}

/** Sends SIGTERM while a request runs, a WebSocket is open, and a connection is kept alive. */
async function endInGoodOrder(build: Build): Promise<Record<string, unknown> & { milliseconds: number }> {
  const pricing = await startPricing({ 9780131103627: 'silence' });
  const app = await startApp(build, { PRICING_URL: pricing.url, PRICING_TIMEOUT_MS: '1500' });
  const socket = new WebSocket(`${app.url}/stock-feed`);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const idle = wire(app.url, text('GET /catalog HTTP/1.1', 'Host: shop'));
  const running = exchange(app.url, { method: 'GET', path: '/books/9780131103627/price' });
  await new Promise((resolve) => setTimeout(resolve, 200));

  const start = performance.now();
  const exited = app.stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const late = exchange(app.url, { method: 'GET', path: '/catalog' });
  const end = {
    'the new connection': await late.then(String, (error: NodeJS.ErrnoException) => error.code),
    'the running request': (await running).status,
    'the WebSocket': await closed,
    'the idle connection': (await idle).split('\r\n', 1)[0],
    'exit code': await exited,
    milliseconds: performance.now() - start,
  };
  await pricing.stop();
  return end;
}

/** Sends SIGTERM while a request runs on a connection, then another request on that connection. */
async function drain(build: Build): Promise<Record<string, unknown>> {
  const pricing = createServer();
  await once(pricing.listen(0, '127.0.0.1'), 'listening');
  const { port } = pricing.address() as AddressInfo;
  const app = await startApp(build, {
    PRICING_URL: `http://127.0.0.1:${port}`,
    PRICING_TIMEOUT_MS: '60000',
  });
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  const received = readAll(socket);
  const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: shop\r\n\r\n`;

  socket.write(get('/books/9780131103627/price'));
  const [, running] = (await once(pricing, 'request')) as [IncomingMessage, ServerResponse];
  const exited = app.stop();
  // Whoever gets no connection knows that the signal has arrived.
  while (await connects(app.url));
  socket.write(get('/books'), () => running.end('{"isbn":"9780131103627","price":4200}'));

  const [first = '', second = ''] = (await received).split(/(?=HTTP\/1\.1 )/);
  const code = await exited;
  pricing.close();
  pricing.closeAllConnections();
  return {
    'the running request': first.split('\r\n', 1)[0],
    'its body': first.split('\r\n\r\n')[1],
    'the next one': second.split('\r\n', 1)[0],
    'its fields': fieldsOf(second),
    'its problem': second.split('\r\n\r\n')[1],
    'exit code': code,
  };
}

/** The fields of an answer, but for the date. */
function fieldsOf(answer: string): Record<string, string> {
  const [head = ''] = answer.split('\r\n\r\n');
  const lines = head.split('\r\n').slice(1);
  const fields = lines.map((line) => /^([^:]*): (.*)$/.exec(line)?.slice(1) ?? []);
  const entries = fields.map(([name = '', value = '']) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    entries.filter(([name]) => name !== 'date').sort(([a], [b]) => a.localeCompare(b)),
  );
}

async function connects(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

async function takePort(): Promise<{ server: ReturnType<typeof createServer>; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function closedPort(): Promise<number> {
  const { server, port } = await takePort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function tokensOf(key: string): Promise<Tokens> {
  const now = Math.floor(Date.now() / 1000);
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return {
    staff: await tokenOf(key, { sub: 'ada', role: 'staff' }),
    reader: await tokenOf(key, { sub: 'grace', role: 'reader' }),
    other: await tokenOf(key, { sub: 'linus', role: 'reader' }),
    expired: await tokenOf(key, { sub: 'grace', role: 'reader', exp: now - 60 }),
    lasting: await tokenOf(key, { sub: 'grace', role: 'reader', exp: now + 3600 }),
    forged: await tokenOf('the wrong secret', { sub: 'ada', role: 'staff' }),
    admin: await tokenOf(key, { sub: 'ada', role: 'admin' }),
    nobody: await tokenOf(key, { role: 'staff' }),
    unsigned: `${encode({ alg: 'none' })}.${encode({ sub: 'ada', role: 'staff' })}.`,
  };
}
