import { afterEach, describe, expect, it } from 'vitest';
import {
  Conflict,
  MethodNotAllowed,
  RangeNotSatisfiable,
  TooManyRequests,
  Unauthorized,
  UpgradeRequired,
} from './client-errors.ts';
import { createResponder, type Answer, type HostDefaults } from './create-responder.ts';
import { leftoverHeaders } from './headers.ts';
import { HttpError } from './http-error.ts';
import type { ProblemDetails } from './problem-details.ts';
import type { ProblemDetailsOptions, Report } from './responder-options.ts';
import { InternalServerError } from './server-errors.ts';
import { unmatched } from './unmatched.ts';
import { validationError } from './validation.ts';
import type { RequestView, ResponseView } from './views.ts';

function requestTo(
  url = '/',
  more: Partial<RequestView> & { headers?: Record<string, string> } = {},
): RequestView {
  return {
    method: 'GET',
    url,
    header: (name) => more.headers?.[name.toLowerCase()],
    native: undefined,
    ...more,
  };
}

function responseWith(
  headers: Record<string, string | readonly string[]> = {},
  phase: ResponseView['phase'] = 'open',
): ResponseView {
  return { phase, header: (name) => headers[name.toLowerCase()], headerNames: () => Object.keys(headers) };
}

function answer(
  error: unknown,
  {
    options = {},
    host = {},
    request = requestTo(),
    response = responseWith(),
  }: {
    options?: ProblemDetailsOptions;
    host?: HostDefaults;
    request?: RequestView;
    response?: ResponseView;
  } = {},
): Answer {
  return createResponder({ onError: () => undefined, ...options }, host)(error, request, response);
}

describe('an answer', () => {
  it('is the status, the document and its fields', () => {
    const { report, ...rest } = answer(new Conflict('Order 42 has shipped'));
    expect(rest).toEqual({
      action: 'send',
      status: 409,
      remove: [],
      headers: {
        'Content-Type': 'application/problem+json',
        'Content-Length': '86',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Order 42 has shipped"}',
    });
    expect(report).toMatchObject({ kind: 'thrown', status: 409, notes: [] });
  });

  it('counts the bytes of the body, not its characters', () => {
    const { headers, body } = answer(new Conflict('Zoë ate 3 🍎 at 5 €\ud800'));
    expect(headers['Content-Length']).toBe(String(Buffer.byteLength(body)));
  });

  it('has no body for HEAD, and the same head', () => {
    const get = answer(new Conflict('x'));
    const head = answer(new Conflict('x'), { request: requestTo('/', { method: 'HEAD' }) });
    expect(head.body).toBe('');
    expect(head.headers).toEqual(get.headers);
  });

  it('tells an adapter to cut a response that has begun, and to leave one that is over', () => {
    const kinds = (['started', 'finished', 'aborted'] as const).map((phase) => {
      const { action, status, headers, body, report } = answer(new Error('x'), {
        response: responseWith({}, phase),
      });
      expect([headers, body]).toEqual([{}, '']);
      return [phase, action, status, report.kind, report.problem.status];
    });
    expect(kinds).toEqual([
      ['started', 'destroy', 500, 'late', 500],
      ['finished', 'none', 500, 'late', 500],
      ['aborted', 'none', 499, 'aborted', 500],
    ]);
  });
});

describe('header fields', () => {
  it('of the failed handler leave if they describe its body or let it be cached; all others stay', () => {
    const left = Object.fromEntries([...leftoverHeaders].map((name) => [name, 'x']));
    const stay = {
      vary: 'Origin',
      'set-cookie': 'a=1',
      'access-control-allow-origin': '*',
      'content-security-policy': 'x',
    };
    const { remove, headers } = answer(new Conflict(), { response: responseWith({ ...left, ...stay }) });
    const replaced = ['content-type', 'content-length', 'cache-control'];
    expect(remove.toSorted()).toEqual(
      [...leftoverHeaders].filter((name) => !replaced.includes(name)).toSorted(),
    );
    for (const name of replaced) expect(Object.keys(headers).map((key) => key.toLowerCase())).toContain(name);
  });

  it('of the error are applied, and may replace the defaults', () => {
    const error = new TooManyRequests({
      retryAfter: 29.2,
      headers: { 'cache-control': 'max-age=5', 'X-Content-Type-Options': 'x', 'X-Limit': '5', ETag: '"a"' },
    });
    expect(answer(error, { response: responseWith({ etag: '"old"' }) })).toMatchObject({
      headers: {
        'Content-Type': 'application/problem+json',
        'Content-Length': '63',
        'Cache-Control': 'max-age=5',
        'X-Content-Type-Options': 'x',
        'X-Limit': '5',
        ETag: '"a"',
        'Retry-After': '30',
      },
      remove: [],
    });
  });

  it('that belong to the connection or the body are dropped and noted', () => {
    const headers = {
      Connection: 'close',
      'Transfer-Encoding': 'chunked',
      Upgrade: 'x',
      'Content-Type': 'text/html',
      'content-length': '1',
      'Content-Encoding': 'gzip',
      'Content-Range': 'bytes */1',
    };
    const { headers: sent, report } = answer(new Conflict({ headers }));
    expect(Object.keys(sent)).toEqual([
      'Content-Type',
      'Content-Length',
      'Cache-Control',
      'X-Content-Type-Options',
    ]);
    expect(report.notes).toEqual(
      Object.keys(headers).map((name) => `the header "${name}" is not the error's to set and was dropped`),
    );
  });

  it('that HTTP forbids are dropped and noted, and the rest of a list stays', () => {
    const headers = {
      'X-A': 'a\r\nSet-Cookie: b',
      'X-B': 'snow ☃',
      'X C': 'x',
      'X-D': ['fine', 'b\0d'],
      'X-E': 7,
      'X-F': {},
    };
    const { headers: sent, report } = answer(new Conflict({ headers: headers as never }));
    expect(sent).toMatchObject({ 'X-D': 'fine', 'X-E': '7' });
    expect(Object.keys(sent)).toHaveLength(6);
    expect(report.notes).toEqual([
      'the header "X-A" has a value that HTTP forbids, which was dropped',
      'the header "X-B" has a value that HTTP forbids, which was dropped',
      'a header with a malformed name was dropped',
      'the header "X-D" has a value that HTTP forbids, which was dropped',
      'the header "X-F" has a value that HTTP forbids, which was dropped',
    ]);
  });

  it('are read from a Map or Headers too, and cost nothing but themselves when they throw', () => {
    for (const headers of [new Map([['X-A', 'b']]), new Headers({ 'X-A': 'b' })]) {
      const { headers: sent } = answer(new Conflict({ headers: headers as never }));
      expect(
        Object.fromEntries(Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value]))['x-a'],
      ).toBe('b');
    }
    const throwing = {
      get 'X-A'(): never {
        throw new Error('no');
      },
    };
    expect(answer(new Conflict('x', { headers: throwing }))).toMatchObject({
      status: 409,
      report: { notes: ['the header "X-A" has a value that HTTP forbids, which was dropped'] },
    });
  });

  it('Upgrade and Connection of a 426 go out on HTTP/1.1 only', () => {
    const sent = (httpVersion?: string): unknown =>
      answer(new UpgradeRequired({ upgrade: 'websocket' }), { request: requestTo('/', { httpVersion }) })
        .headers;
    const fields = { Upgrade: 'websocket', Connection: 'Upgrade' };
    expect(sent('1.1')).toMatchObject(fields);
    expect(sent()).toMatchObject(fields);
    for (const version of ['1.0', '2.0']) expect(Object.keys(sent(version) as object)).toHaveLength(4);
    const { report } = answer(new UpgradeRequired({ upgrade: 'websocket' }), {
      request: requestTo('/', { httpVersion: '2.0' }),
    });
    expect(report.notes).toEqual([
      'the header "Upgrade" has no place in HTTP/2.0 and was dropped',
      'the header "Connection" has no place in HTTP/2.0 and was dropped',
    ]);
  });

  it('Content-Range of a 416 goes out', () => {
    expect(answer(new RangeNotSatisfiable({ size: 1234 })).headers).toMatchObject({
      'Content-Range': 'bytes */1234',
    });
  });

  it('Vary is merged with what is there', () => {
    const vary = (old: string | readonly string[], own: string | readonly string[]): unknown =>
      answer(new Conflict({ headers: { Vary: own } }), { response: responseWith({ vary: old }) }).headers[
        'Vary'
      ];
    expect(vary('Origin', 'Accept, origin')).toBe('Origin, Accept');
    expect(vary(['Origin', 'Accept'], ['Cookie'])).toBe('Origin, Accept, Cookie');
    expect(vary('Origin', '*')).toBe('*');
  });

  it('Set-Cookie is added to what is there', () => {
    const response = responseWith({ 'set-cookie': ['a=1'] });
    expect(
      answer(new Conflict({ headers: { 'Set-Cookie': 'b=2' } }), { response }).headers['Set-Cookie'],
    ).toEqual(['a=1', 'b=2']);
  });

  it('Allow is normalised, also one that the host has set', () => {
    const allow = (error: HttpError, headers = {}): unknown =>
      answer(error, { response: responseWith(headers) }).headers['Allow'];
    expect(allow(new MethodNotAllowed({ allow: ['PUT', 'GET', 'PUT'] }))).toBe('GET, HEAD, PUT');
    expect(allow(new HttpError(405, { headers: { allow: 'post,get' } }))).toBe('get, post');
    expect(allow(new HttpError(405), { allow: 'PUT, GET' })).toBe('GET, HEAD, PUT');
    expect(allow(new HttpError(405))).toBeUndefined();
  });

  it('a 401 has a challenge: its own, else the one on the response, else the configured one', () => {
    const challenge = (error: HttpError, headers = {}, options = {}): unknown =>
      answer(error, { response: responseWith(headers), options }).headers['WWW-Authenticate'];
    const there = { 'www-authenticate': 'Digest' };
    expect(challenge(new Unauthorized())).toBe('Bearer');
    expect(challenge(new Unauthorized(), {}, { challenge: 'Basic realm="x"' })).toBe('Basic realm="x"');
    expect(challenge(new Unauthorized(), there)).toBeUndefined();
    expect(challenge(new Unauthorized({ challenge: 'Bearer realm="x"' }), there)).toBe('Bearer realm="x"');
    expect(challenge(new Unauthorized({ challenge: ['Bearer', 'Basic'] }))).toEqual(['Bearer', 'Basic']);
    expect(challenge(new HttpError(403))).toBeUndefined();
  });
});

describe('fields that were made on the way', () => {
  const inFrench: ProblemDetailsOptions = { customize: (problem) => ({ problem, language: 'fr' }) };

  it('are not removed with what was there', () => {
    const response = responseWith({ 'content-language': 'en', etag: '"a"' });
    const { headers, remove } = answer(new Conflict(), { options: inFrench, response });
    expect([headers['Content-Language'], remove]).toEqual(['fr', ['etag']]);
  });

  it('come beside those of the error', () => {
    const error = new Conflict({ headers: { Vary: 'Cookie' } });
    expect(answer(error, { options: inFrench }).headers['Vary']).toBe('Cookie, Accept-Language');
    const own = answer(new Conflict({ headers: { 'x-content-type-options': 'x' } })).headers;
    expect(Object.keys(own).slice(3)).toEqual(['X-Content-Type-Options']);
  });

  it('are none where nothing is sent', () => {
    expect(answer(new Conflict(), { response: responseWith({ etag: '"a"' }, 'started') }).remove).toEqual([]);
  });
});

describe('routing', () => {
  const errorsOf = (options: ProblemDetailsOptions): unknown[] => {
    const respond = createResponder(options);
    const ask = (method: string, allow: readonly string[] = []): unknown =>
      respond(unmatched(allow), requestTo('/books', { method }), responseWith()).report.error;
    return [ask('GET'), ask('GET'), ask('PUT', ['GET']), ask('PUT', ['GET']), ask('PUT', ['POST'])];
  };

  it('makes one error for all requests with the same answer where there are no hooks', () => {
    const errors = errorsOf({});
    expect(errors).toMatchObject([
      { status: 404, headers: {} },
      { status: 404 },
      { status: 405, headers: { Allow: 'GET, HEAD' } },
      { status: 405 },
      { status: 405, headers: { Allow: 'POST' } },
    ]);
    expect(new Set(errors).size).toBe(3);
  });

  it.each<[string, ProblemDetailsOptions]>([
    ['onError', { onError: () => undefined }],
    ['customize', { customize: () => undefined }],
    ['debug', { debug: true }],
  ])('makes an error for each request with %s', (_name, options) => {
    expect(new Set(errorsOf(options)).size).toBe(5);
  });

  it('keeps a bounded number of errors', () => {
    const respond = createResponder();
    const ask = (method: string): unknown =>
      respond(unmatched([method]), requestTo('/books', { method: 'GET' }), responseWith()).report.error;
    for (let index = 0; index < 1000; index++) ask(`X${index}`);
    expect(ask('X0')).toBe(ask('X0'));
    expect(ask('LATE')).not.toBe(ask('LATE'));
  });

  const route = (allow: readonly string[], url = '/books', method = 'DELETE', options = {}): unknown[] => {
    const { status, headers, report } = answer(unmatched(allow), {
      request: requestTo(url, { method }),
      options,
    });
    expect((report.error as Error).stack).not.toContain('\n    at ');
    return [status, headers['Allow'], report.kind];
  };

  it('answers 404, or 405 with Allow where other methods would do', () => {
    expect(route([])).toEqual([404, undefined, 'unmatched']);
    expect(route(['GET', 'POST'])).toEqual([405, 'GET, HEAD, POST', 'unmatched']);
    expect(route(['GET', 'POST'], '/books', 'DELETE', { methodNotAllowed: false })).toEqual([
      404,
      undefined,
      'unmatched',
    ]);
  });

  it('answers 404 where the route takes the method and passed the request on', () => {
    expect(route(['GET', 'DELETE'])).toEqual([404, undefined, 'unmatched']);
    expect(route(['GET'], '/books', 'HEAD')).toEqual([404, undefined, 'unmatched']);
  });

  it('answers 400 for a path whose percent-encoding is malformed, whatever the query', () => {
    expect(answer(unmatched(), { request: requestTo('/%zz') }).body).toBe(
      '{"type":"about:blank","title":"Bad Request","status":400,' +
        '"detail":"The percent-encoding of the request path is malformed."}',
    );
    expect(route([], '/books/%E0%A4%A')).toEqual([400, undefined, 'unmatched']);
    expect(route(['GET'], '/%zz?a=1')).toEqual([400, undefined, 'unmatched']);
    expect(route([], '/books?q=%zz')).toEqual([404, undefined, 'unmatched']);
  });
});

describe('onError', () => {
  it('gets the report of each error once, and last', () => {
    const reports: Report[] = [];
    const error = new Error('secret');
    const { report } = answer(error, {
      options: {
        onError: (given) => reports.push(given),
        customize: (problem) => ({ ...problem, late: reports.length }),
      },
    });
    expect(reports).toEqual([report]);
    expect(reports[0]).toMatchObject({
      error,
      status: 500,
      kind: 'thrown',
      problem: { late: 0 },
      request: { url: '/' },
    });
  });

  it('takes the place of the host’s channel, which gets 5xx only', () => {
    const logged: number[] = [];
    const host: HostDefaults = { log: ({ status }) => logged.push(status) };
    const respond = createResponder({}, host);
    for (const error of [new Conflict(), new Error('x'), unmatched(), new HttpError(503)])
      respond(error, requestTo(), responseWith());
    respond(new Error('x'), requestTo(), responseWith({}, 'aborted'));
    respond(new Error('x'), requestTo(), responseWith({}, 'started'));
    expect(logged).toEqual([500, 503, 500]);
    answer(new Error('x'), { host });
    expect(logged).toHaveLength(3);
  });

  it('does no harm when it throws or gives a promise that rejects', () => {
    const fails = (): never => {
      throw new Error('broken log');
    };
    const rejects = (): unknown => Promise.reject(new Error('broken log'));
    expect(answer(new Conflict(), { options: { onError: fails } })).toMatchObject({
      status: 409,
      report: { notes: ['onError threw: Error: broken log'] },
    });
    expect(answer(new Conflict(), { options: { onError: rejects } })).toMatchObject({ status: 409 });
    expect(answer(new Error('x'), { options: { onError: undefined }, host: { log: fails } })).toMatchObject({
      status: 500,
    });
  });
});

describe('map', () => {
  class Duplicate extends Error {}
  const duplicate = (error: unknown): HttpError | undefined =>
    error instanceof Duplicate ? new Conflict('Exists') : undefined;

  it('is tried in order, before the rules of the host and of core', () => {
    const first = (): HttpError => new HttpError(418);
    expect(answer(new Duplicate(), { options: { map: [duplicate, first] } })).toMatchObject({ status: 409 });
    expect(answer(new Duplicate(), { options: { map: [first, duplicate] } })).toMatchObject({ status: 418 });
    expect(answer(new Error('x'), { options: { map: [duplicate] } })).toMatchObject({ status: 500 });
    expect(
      answer(new Conflict(), { options: { map: [first] }, host: { rules: [() => new HttpError(410)] } })
        .status,
    ).toBe(418);
    expect(answer(new Conflict(), { host: { rules: [() => new HttpError(410)] } }).status).toBe(410);
  });

  it('leaves the original in the report', () => {
    const error = new Duplicate();
    expect(answer(error, { options: { map: [duplicate] } }).report.error).toBe(error);
  });

  it('is passed over when it throws, gives a promise or no error of ours', () => {
    const map = [
      () => {
        throw new Error('broken');
      },
      () => Promise.reject(new Error('async')),
      () => 409,
      duplicate,
    ] as unknown as readonly (() => undefined)[];
    const { status, report } = answer(new Duplicate(), { options: { map } });
    expect(status).toBe(409);
    expect(report.notes).toEqual([
      'map[0] threw: Error: broken',
      'map[1] gave a promise, which was ignored: it must be synchronous',
      'map[2] gave neither an HttpError nor undefined; its result was ignored',
    ]);
  });

  it('does not see the requests that no route answered', () => {
    expect(answer(unmatched(), { options: { map: [() => new Conflict()] } })).toMatchObject({ status: 404 });
  });
});

describe('the rules of a host', () => {
  it('know the status of validation errors', () => {
    const rule: NonNullable<HostDefaults['rules']>[number] = (_, { validationStatus }) =>
      validationError([{ detail: 'must be at least 1', pointer: '#/n' }], validationStatus);
    const body = (status: number, title: string): string =>
      `{"type":"about:blank","title":"${title}","status":${status},"detail":"The request has 1 invalid value.",` +
      '"errors":[{"detail":"must be at least 1","pointer":"#/n"}]}';
    expect(answer(new Error('x'), { host: { rules: [rule] } }).body).toBe(body(422, 'Unprocessable Content'));
    const options: ProblemDetailsOptions = { validationStatus: 400 };
    expect(answer(new Error('x'), { host: { rules: [rule] }, options }).body).toBe(body(400, 'Bad Request'));
  });
});

describe('an error with nothing but the status 429', () => {
  const limited = responseWith({ ratelimit: '"hour";r=0;t=60' });
  const bare = Object.assign(new Error('hunter2'), { statusCode: 429 });

  it('is believed where the response carries fields of a rate limiter', () => {
    expect(answer(bare, { response: limited }).body).toBe(
      '{"type":"about:blank","title":"Too Many Requests","status":429}',
    );
    expect(answer(bare).status).toBe(500);
  });

  it('is not what one of ours, or of a library that vouches for it, is taken for', () => {
    const ours = answer(new TooManyRequests('Too many orders.', { retryAfter: 5 }), { response: limited });
    expect(ours.body).toContain('"detail":"Too many orders."');
    expect(ours.headers).toMatchObject({ 'Retry-After': '5' });
    const theirs = Object.assign(new Error('Slow down.'), { status: 429, statusCode: 429, expose: true });
    expect(answer(theirs, { response: limited }).body).toContain('"detail":"Slow down."');
  });
});

describe('customize', () => {
  const body = (
    customize: NonNullable<ProblemDetailsOptions['customize']>,
    error: unknown = new Conflict('x'),
  ): unknown => JSON.parse(answer(error, { options: { customize } }).body);

  it('has the last word on the document', () => {
    expect(body((problem) => ({ ...problem, instance: '/e/1', requestId: 'r1' }))).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'x',
      instance: '/e/1',
      requestId: 'r1',
    });
    expect(body(({ type, title, status }) => ({ type, title, status }))).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
    });
    expect(body((problem) => void (problem['requestId'] = 'r1'))).toMatchObject({ requestId: 'r1' });
    expect(body(() => undefined)).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'x',
    });
  });

  it('writes the members in their order, whatever order they come back in', () => {
    const { body: text } = answer(new Conflict('x'), {
      options: {
        customize: ({ type, title, status, detail }) => ({ id: 1, detail, status, title, type }) as never,
      },
    });
    expect(text).toBe('{"type":"about:blank","title":"Conflict","status":409,"detail":"x","id":1}');
  });

  it('cannot change the status, break the format or break the answer', () => {
    const {
      status,
      body: text,
      report,
    } = answer(new Conflict('x'), {
      options: { customize: () => ({ status: 200, title: 7, type: 'not a uri', big: 1n }) as never },
    });
    expect([status, text]).toEqual([409, '{"type":"about:blank","title":"Conflict","status":409,"big":"1"}']);
    expect(report.notes).toEqual([
      'customize cannot change the status; it was kept',
      'the type that customize gave cannot be one; it was ignored',
      'the title that customize gave cannot be one; it was ignored',
      'the member "big" is a BigInt, sent as a string',
    ]);
    const throwing = (problem: Record<string, unknown>): never => {
      problem['half'] = true;
      throw new Error('broken');
    };
    for (const hook of [throwing, async () => throwing({}), () => 'text', () => null]) {
      expect(body(hook as never)).toEqual({
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        detail: 'x',
      });
    }
  });

  it('may translate: the language goes into Content-Language and Vary', () => {
    const { headers, body: text } = answer(new Conflict('x'), {
      request: requestTo('/', { headers: { 'accept-language': 'de;q=0.5, fr-CH, fr;q=0.9' } }),
      response: responseWith({ vary: 'Origin', 'content-language': 'en' }),
      options: {
        customize: (problem, { languages }) => ({
          problem: { ...problem, title: languages.join() },
          language: 'fr',
        }),
      },
    });
    expect(headers).toMatchObject({ 'Content-Language': 'fr', Vary: 'Origin, Accept-Language' });
    expect(text).toContain('"title":"fr-CH,fr,de"');
    const broken = answer(new Conflict(), {
      options: { customize: (problem) => ({ problem, language: 'a\nb' }) },
    });
    expect(broken.headers).not.toHaveProperty('Content-Language');
  });

  it.each([
    ['none', undefined],
    ['one of 1025 characters', `de, ${'x'.repeat(1021)}`],
  ])('is told that any language will do where the client sends no Accept-Language: %s', (_name, field) => {
    const request = requestTo('/', { headers: field === undefined ? {} : { 'accept-language': field } });
    const seen: string[] = [];
    const customize = (_problem: object, { languages }: { readonly languages: readonly string[] }): void =>
      void seen.push(...languages);
    answer(new Conflict('x'), { request, options: { customize } });
    expect(seen).toEqual(['*']);
  });

  it('reads an Accept-Language of 1024 characters', () => {
    const request = requestTo('/', { headers: { 'accept-language': `de, ${'x'.repeat(1020)}` } });
    const { body: text } = answer(new Conflict('x'), {
      request,
      options: { customize: (problem, { languages }) => ({ ...problem, title: String(languages[0]) }) },
    });
    expect(text).toContain('"title":"de"');
  });

  it('says in the report what it could not use', () => {
    const notes = (hook: () => unknown): readonly string[] =>
      answer(new Conflict('x'), { options: { customize: hook as never } }).report.notes;
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(notes(() => 'text')).toEqual(['customize gave no problem document; its result was ignored']);
    expect(notes(() => null)).toEqual([]);
    expect(notes(() => ({ problem: null, language: 'fr' }))).toEqual([
      'customize gave no problem document; its result was ignored',
    ]);
    expect(
      notes(() => {
        throw new Error('broken');
      }),
    ).toEqual(['customize threw: Error: broken']);
    expect(notes(() => ({ problem: {}, language: '' }))).toEqual([
      'customize gave a language that cannot be a field value; it was ignored',
    ]);
    expect(notes(() => ({ title: 'Only a title' }))).toEqual([]);
    expect(notes(() => ({ detail: 7, instance: 'not a uri' }))).toEqual([
      'the detail that customize gave cannot be one; it was ignored',
      'the instance that customize gave cannot be one; it was ignored',
    ]);
    const resists = {
      get type(): never {
        throw new Error('no');
      },
    };
    expect(notes(() => resists)).toEqual(['the result of customize could not be read and was ignored']);
    expect(answer(new Conflict('x'), { options: { customize: (() => resists) as never } }).body).toBe(
      '{"type":"about:blank","title":"Conflict","status":409,"detail":"x"}',
    );
    expect(notes(() => proxy)).toHaveLength(1);
  });

  it('takes a document that has a member called problem or language for a document', () => {
    const members = (members: object): unknown => body(() => members as never);
    expect(members({ problem: 'x' })).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      problem: 'x',
    });
    expect(members({ language: 'fr' })).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      language: 'fr',
    });
    expect(members({ type: '/x', problem: 'x', language: 'fr' })).toMatchObject({
      problem: 'x',
      language: 'fr',
    });
  });

  it('gets the original error and the request view', () => {
    const error = new Error('secret');
    const request = requestTo('/x');
    let seen: unknown;
    answer(error, {
      request,
      options: { customize: (_, context) => void (seen = [context.error, context.request]) },
    });
    expect(seen).toEqual([error, request]);
  });
});

describe('debug', () => {
  const debugOf = (thrown: unknown): unknown =>
    (JSON.parse(answer(thrown, { options: { debug: true } }).body) as { debug: unknown }).debug;

  it('takes a text for a stack, and another value for itself', () => {
    expect(debugOf({ message: 'x', stack: 7 })).toEqual({ message: 'x', causes: [] });
    expect(debugOf('text')).toEqual({ message: 'text', causes: [] });
    expect(debugOf(null)).toEqual({ message: 'null', causes: [] });
    expect(debugOf(7n)).toEqual({ message: 'a bigint', causes: [] });
    expect(debugOf(() => 0)).toEqual({ message: 'a function', causes: [] });
    expect(debugOf({ message: 7 })).toEqual({ message: '[object Object]', causes: [] });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(debugOf(proxy)).toEqual({ message: 'an object that cannot be read', causes: [] });
  });

  it('goes back sixteen causes, and never in a circle', () => {
    const chain = (length: number): Error => new Error('x', length === 0 ? {} : { cause: chain(length - 1) });
    expect(debugOf(chain(16))).toMatchObject({ causes: { length: 16 } });
    expect(debugOf(chain(20))).toMatchObject({ causes: { length: 16 } });
    const own: { message: string; cause?: unknown } = { message: 'x' };
    own.cause = own;
    expect(debugOf(own)).toEqual({ message: 'x', causes: [] });
  });

  const error = new Error('outer', { cause: new TypeError('inner', { cause: 'deepest' }) });

  it('adds what is private in one member, and only when it is switched on', () => {
    const { debug, ...rest } = JSON.parse(answer(error, { options: { debug: true } }).body) as Record<
      string,
      unknown
    >;
    expect(rest).toEqual({ type: 'about:blank', title: 'Internal Server Error', status: 500 });
    expect(debug).toEqual({
      message: 'outer',
      stack: error.stack,
      causes: [{ message: 'inner', stack: (error.cause as Error).stack }, { message: 'deepest' }],
    });
    expect(answer(error).body).not.toContain('outer');
  });

  it('survives causes without an end, and values that resist', () => {
    const cyclic = new Error('a');
    cyclic.cause = new Error('b', { cause: cyclic });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const value of [cyclic, proxy, null, undefined, Symbol('x'), new InternalServerError()]) {
      expect(answer(value, { options: { debug: true } }).status).toBe(500);
    }
  });
});

describe('createResponder', () => {
  it('needs neither options nor a host', () => {
    const { status, report } = createResponder()(new Error('x'), requestTo(), responseWith());
    expect([status, report.notes]).toEqual([500, []]);
  });

  it('takes either status of validation errors', () => {
    for (const validationStatus of [400, 422] as const)
      expect(() => createResponder({ validationStatus })).not.toThrow();
    expect(() => createResponder({ map: [() => undefined, 1] as never })).toThrow('an array of functions');
  });

  it.each([
    [
      { onErorr: () => undefined },
      '"onErorr" is no option of problemDetails. The options are map, onError, ',
    ],
    [{ map: () => undefined }, 'The option "map" of problemDetails must be an array of functions.'],
    [{ map: [1] }, 'an array of functions'],
    [{ onError: 'log' }, '"onError" of problemDetails must be a function'],
    [{ customize: {} }, '"customize" of problemDetails must be a function'],
    [{ challenge: 'Basic\r\nX: y' }, 'without line breaks'],
    [{ challenge: '' }, '"challenge"'],
    [{ validationStatus: 409 }, '"validationStatus" of problemDetails must be 400 or 422'],
    [{ methodNotAllowed: 'no' }, 'must be a boolean'],
    [{ debug: 1 }, 'must be a boolean'],
    [null, 'must be an object, not null'],
    [7, 'must be an object, not number'],
  ])('refuses %o at start', (options, message) => {
    expect(() => createResponder(options as never)).toThrow(message);
    expect(() => createResponder(options as never)).toThrow(TypeError);
  });

  it('answers an error whose status changes while it is read as an internal server error', () => {
    let reads = 0;
    const shifty = new Proxy(new Conflict(), {
      get: (target, key) => (key === 'status' && ++reads > 1 ? 200 : (Reflect.get(target, key) as unknown)),
    });
    expect(answer(shifty)).toMatchObject({
      status: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500}',
      report: { notes: ['the error could not be read; it was answered as an internal server error'] },
    });
  });

  it('passes on what a constructor had to correct', () => {
    const { status, report } = answer(new HttpError(200 as never, 'fine'));
    expect([status, report.notes]).toEqual([500, ['200 is no status of an error (400–599); 500 was used']]);
  });
});

describe('a bug', () => {
  const bug = new Error('hunter2');
  const body = '{"type":"about:blank","title":"Internal Server Error","status":500}';

  it('has an answer that is made beforehand, and the same document where it is not', () => {
    expect(answer(bug).body).toBe(body);
    expect(answer(bug, { options: { customize: () => undefined } }).body).toBe(body);
  });

  it('is customized', () => {
    const options = { customize: (problem: ProblemDetails) => ({ ...problem, id: 7 }) };
    expect(answer(bug, { options }).body).toBe(`${body.slice(0, -1)},"id":7}`);
  });

  it('has a debug member', () => {
    expect(answer(bug, { options: { debug: true } }).body).toContain('"message":"hunter2"');
  });

  it('is told in another format', () => {
    const plain = { mediaType: 'text/plain', render: ({ title }: ProblemDetails) => title };
    const { body: page, headers } = answer(bug, {
      options: { formats: [plain] },
      request: requestTo('/', { headers: { accept: 'text/plain' } }),
    });
    expect([page, headers['Content-Type']]).toEqual(['Internal Server Error', 'text/plain']);
  });
});

describe('stacks', () => {
  const formatted: unknown[] = [];
  const capture = Object.getOwnPropertyDescriptor(Error, 'captureStackTrace') ?? {};
  const hooks = Error as { prepareStackTrace?: unknown; captureStackTrace: unknown };

  afterEach(() => {
    delete hooks.prepareStackTrace;
    Object.defineProperty(Error, 'captureStackTrace', capture);
    formatted.length = 0;
  });

  it('are captured once, by V8, and read by nobody on the way to the client', () => {
    hooks.prepareStackTrace = (error: unknown): string => {
      formatted.push(error);
      return 'formatted';
    };
    hooks.captureStackTrace = () => {
      throw new Error('a second capture');
    };
    const thrown = [new Conflict('x', { cause: new Error('y') }), new Error('z'), unmatched(['GET'])];
    for (const value of thrown) answer(value);
    expect(formatted).toEqual([]);
    expect((thrown[0] as Error).stack).toBe('formatted');
    expect(formatted).toEqual([thrown[0]]);
  });
});
