import { html, xml } from '@statusquo/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case, CaseRequest, Route } from '../src/case.ts';
import { secret } from '../src/check.ts';
import { http2Request, whyNotHttp2 } from '../src/http2-request.ts';
import { rawRequest, type RawAnswer, type Received } from '../src/raw-request.ts';
import { scriptOf } from '../src/script.ts';
import { settings, type Settings } from '../src/settings.ts';
import { findSecret } from './find-secret.ts';
import type { Host, Running } from './host.ts';
import { optionsOf } from './options.ts';
import { awkward, planted } from './planted.ts';

/** What a client may ask for, and the media type that it gets. */
const representations = [
  [undefined, 'application/problem+json'],
  ['application/problem+xml', 'application/problem+xml'],
  ['text/html,application/xhtml+xml;q=0.9', 'text/html; charset=utf-8'],
] as const;

const query = `token=${secret}&more=${encodeURIComponent(awkward)}`;

/** What a browser, or another service, sends along and must not see again. */
const confided: readonly (readonly [string, string])[] = [
  ['Authorization', `Bearer ${secret}`],
  ['Cookie', `session=${secret}; more=${encodeURIComponent(awkward)}`],
  ['X-Api-Key', secret],
  ['Referer', `https://shop.example/?token=${secret}`],
  ['User-Agent', `${secret}/1.0`],
  ['X-Forwarded-For', secret],
];

let count = 0;

/** A case of which only the bytes count. */
function leak(
  name: string,
  route?: Route,
  request: CaseRequest = {},
  path = `/leak/${secret}/${count++}`,
): Case {
  const target = `${path}?${query}`;
  return {
    name,
    path: target,
    ...(route && { route }),
    request: { ...request, headers: [...confided, ...(request.headers ?? [])] },
    expect: { status: 500, body: '' },
  };
}

const thrown = Object.entries(planted).map(([name, throwValue]) => leak(`thrown: ${name}`, { throwValue }));

const bug = planted['plain Error'];

const moments: readonly Case[] = [
  leak('thrown after a tick', { how: 'async', throwValue: bug }),
  leak("handed over in the framework's own way", { how: 'passed', throwValue: bug }),
  leak('thrown in a hijacked response', { steps: [['hijack']], throwValue: bug }),
  leak('thrown after the first chunk', { how: 'async', steps: [['write', 'half']], throwValue: bug }),
  leak('thrown after the end', { steps: [['end', 'done']], throwValue: bug }),
  leak('thrown by a stream before its first byte', { steps: [['stream', '']] }),
  leak('thrown by a stream midway', { steps: [['stream', 'half']] }),
  leak('thrown for a HEAD', { throwValue: bug }, { method: 'HEAD' }),
  leak('thrown over HTTP/1.0', { throwValue: bug }, { version: '1.0' }),
];

const posts = { methods: ['POST'], steps: [['json']] } as const;

function post(
  name: string,
  body: string,
  type = 'application/json',
  more: CaseRequest['headers'] = [],
): Case {
  return leak(name, posts, { method: 'POST', headers: [['Content-Type', type], ...more], body });
}

function raw(name: string, text: string): Case {
  return leak(name, undefined, { raw: text });
}

/** Errors that the framework, its parsers, or Node make of a request that is full of secrets. */
const made: readonly Case[] = [
  leak('an unknown path'),
  leak('an unknown path, HEAD', undefined, { method: 'HEAD' }),
  leak('an unknown path, OPTIONS', undefined, { method: 'OPTIONS' }),
  leak('another method', {}, { method: 'DELETE' }),
  leak('a path that cannot be decoded', undefined, {}, `/leak/${secret}/%E0%A4%A`),
  leak(
    'a parameter that cannot be decoded',
    { path: '/leak-of/:id', throw: ['Gone'] },
    {},
    `/leak-of/${secret}%E0%A4%A`,
  ),
  post('a body that is no JSON', `${secret} ${awkward}`),
  post('a body that ends too soon', `{"quantity":"${secret}`),
  post('a body with a key that ends too soon', `{"${secret}":`),
  post('a body that is too large', `{"a":"${secret.repeat(300)}"}`),
  post('a body of another media type', secret, `text/${secret}`),
  post('a body whose media type is none', '{}', `${secret} ${awkward.replaceAll(/[^\x20-\x7e]/g, '')}`),
  post('a body with an unknown charset', '{}', `application/json; charset=${secret}`),
  post('a body with an unknown coding', '{}', 'application/json', [['Content-Encoding', secret]]),
  post('a body that is not the gzip it says', secret, 'application/json', [['Content-Encoding', 'gzip']]),
  leak(
    'values that are invalid',
    { methods: ['POST'], steps: [['validate']] },
    {
      method: 'POST',
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ quantity: secret, address: { street: { awkward } }, [secret]: awkward }),
    },
  ),
  leak('an expectation', { throw: ['Gone'] }, { headers: [['Expect', secret]] }),
  raw('no request', `${secret} is no request\r\n\r\n`),
  raw('a method that nobody knows', `${secret.toUpperCase()} /${secret} HTTP/1.1\r\nHost: ${secret}\r\n\r\n`),
  raw('a version that nobody knows', `GET /${secret} HTTP/${secret}\r\n\r\n`),
  raw('a malformed header', `GET /${secret} HTTP/1.1\r\nHost: table\r\nX ${secret}: 1\r\n\r\n`),
  raw(
    'headers that are too large',
    `GET /${secret} HTTP/1.1\r\nHost: table\r\nX-A: ${secret.repeat(3000)}\r\n\r\n`,
  ),
  raw('a target that is too long', `GET /${secret.repeat(3000)} HTTP/1.1\r\nHost: table\r\n\r\n`),
  raw(
    'two lengths',
    `POST /${secret} HTTP/1.1\r\nHost: table\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n${secret}`,
  ),
  raw(
    'a chunk that is none',
    `POST /${secret} HTTP/1.1\r\nHost: table\r\nTransfer-Encoding: chunked\r\n\r\n${secret}\r\n`,
  ),
];

const cases = [...thrown, ...moments, ...made];
const fewer = [...thrown.slice(0, 5), ...moments, ...made.slice(0, 8)];

/** Each with hooks that fail with a secret themselves, too. */
const configurations = {
  plain: {},
  'every hook throws': settings['every hook throws'],
  'a map that rejects': settings['map gives a promise'],
  'a customize that gives garbage': settings['customize gives garbage'],
  'a customize that changes the document and throws': settings['customize changes and throws'],
} satisfies Record<string, Settings>;

/** Makes a test of each way to a secret, on each host, in each representation. */
export function searchLeaks(hosts: readonly Host[], overHttp2: readonly Host[]): void {
  describe.each(hosts)('$name', (host) => {
    describe.each(Object.keys(configurations) as (keyof typeof configurations)[])(
      'configured: %s',
      (name) => {
        const [rows, asked] =
          name === 'plain' ? [cases, representations] : [fewer, representations.slice(0, 1)];
        tellsNothing(serve(host, configurations[name]), ask, rows, asked);
      },
    );

    describe('with debug', () => {
      tellsInTheMember(serve(host, { debug: true }), ask, cases);
    });
  });

  const played = cases.filter((row) => whyNotHttp2(row) === undefined);

  describe.each(overHttp2)('$name', (host) => {
    describe('configured: plain', () => {
      tellsNothing(serve(host, {}), askOverHttp2, played, representations);
    });

    describe('with debug', () => {
      tellsInTheMember(serve(host, { debug: true }), askOverHttp2, played);
    });
  });
}

function tellsNothing(
  running: () => Running,
  send: typeof ask,
  rows: readonly Case[],
  asked: readonly (typeof representations)[number][],
): void {
  it.each(rows)('tells nothing: $name', async (row) => {
    const answers = asked.map(([accept]) => send(running().port, row, accept));
    for (const received of await Promise.all(answers)) {
      expect(received.answers.length, 'no answer').toBeGreaterThan(0);
      expect(leaksOf([received.bytes, ...received.answers.map(({ body }) => body)])).toEqual([]);
    }
  });
}

function tellsInTheMember(running: () => Running, send: typeof ask, rows: readonly Case[]): void {
  it.each(rows)('tells it in the member only: $name', async (row) => {
    const answers = representations.map(([accept]) => send(running().port, row, accept));
    for (const received of await Promise.all(answers)) {
      expect(received.answers.length, 'no answer').toBeGreaterThan(0);
      expect(leaksOf([bytesWithoutDebug(received), ...received.answers.map(withoutDebug)])).toEqual([]);
    }
  });

  it.each(representations)('tells it there: Accept %s', async (accept, type) => {
    const row = rows.find((one) => one.name === 'thrown: plain Error') ?? expect.fail('no such case');
    const { answers, bytes } = await send(running().port, row, accept);
    expect(answers.map(typeOf)).toEqual([type]);
    expect(findSecret(bytes, secret)).toContain('UTF-8');
    expect(leaksOf([bytes])).toContain(type === 'application/problem+json' ? 'JSON' : 'XML');
  });
}

/** Starts a host for the tests around. */
function serve(host: Host, configuration: Settings): () => Running {
  let running: Running | undefined;
  beforeAll(async () => {
    const options = optionsOf(configuration, () => undefined);
    running = await host.start(cases, { ...options, formats: [xml, html] });
  });
  afterAll(() => running?.close());
  return () => running ?? expect.fail('not started');
}

function ask(port: number, row: Case, accept: string | undefined): Promise<Received> {
  const { actions, methods } = scriptOf(asking(row, accept));
  return rawRequest(port, actions, methods);
}

function askOverHttp2(port: number, row: Case, accept: string | undefined): Promise<Received> {
  return http2Request(port, asking(row, accept));
}

function asking(row: Case, accept: string | undefined): Case {
  const { headers = [], ...request } = row.request ?? {};
  return {
    ...row,
    request: { ...request, headers: accept === undefined ? headers : [...headers, ['Accept', accept]] },
  };
}

function leaksOf(texts: readonly Uint8Array[]): readonly string[] {
  return texts.flatMap((bytes) => [...findSecret(bytes, secret), ...findSecret(bytes, awkward)]);
}

/** All that came, heads and what is no answer included, with each problem as it is without its debug member. */
function bytesWithoutDebug({ bytes, answers }: Received): Uint8Array {
  const text = answers.reduce(
    (rest, answer) => rest.replace(latin1(answer.body), () => latin1(withoutDebug(answer))),
    latin1(bytes),
  );
  return Buffer.from(text, 'latin1');
}

/** A character for each byte. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** A problem without its debug member, the last one; any other answer as it is. */
function withoutDebug(answer: RawAnswer): Uint8Array {
  const text = Buffer.from(answer.body).toString();
  switch (text === '' ? undefined : typeOf(answer)) {
    case 'application/problem+json': {
      const { debug: _debug, ...rest } = JSON.parse(text) as Record<string, unknown>;
      return Buffer.from(JSON.stringify(rest));
    }
    case 'application/problem+xml':
      return Buffer.from(text.replace(/<debug>.*<\/debug>(?=<\/problem>)/s, ''));
    case 'text/html; charset=utf-8':
      return Buffer.from(
        text.replace(/<dt><code translate="no">debug<\/code><\/dt>.*(?=<\/dl>\n<\/main>)/s, ''),
      );
    default:
      return answer.body;
  }
}

function typeOf({ headers }: RawAnswer): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}
