import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import {
  Conflict,
  defineProblem,
  extensions,
  HttpError,
  isHttpError,
  MethodNotAllowed,
  toHttpError,
  TooManyRequests,
  Unauthorized,
  unmatched,
  validationError,
} from './index.ts';
import { createResponder, type Answer, type Respond } from './create-responder.ts';
import type { ProblemDetailsOptions, Report } from './responder-options.ts';
import type { ResponseView } from './views.ts';

// One of each kind of value that was found to break a responder, or that breaks others. total.test.ts makes up more of them.

const request = { method: 'GET', url: '/', header: () => undefined, native: undefined };
const open: ResponseView = { phase: 'open', header: () => undefined, headerNames: () => [] };

function responder(options: ProblemDetailsOptions = {}): Respond {
  return createResponder({ onError: () => undefined, ...options });
}

function answer(thrown: unknown, options?: ProblemDetailsOptions, response = open): Answer {
  return responder(options)(thrown, request, response);
}

const conflict = '{"type":"about:blank","title":"Conflict","status":409}';
const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

function throws(): never {
  throw new Error('no');
}

/** A Conflict that gives another value from the second look at a member on. */
function shifty(member: string, later: unknown): HttpError {
  let looks = 0;
  return new Proxy(new Conflict(), {
    get: (target, key): unknown => (key === member && ++looks > 1 ? later : Reflect.get(target, key)),
  });
}

describe('an error that changes while it is read', () => {
  it.each([
    ['type', 1n, ['the type is no URI reference and was left out']],
    ['type', {}, ['the type is no URI reference and was left out']],
    ['title', 1n, []],
    ['title', throws, []],
    ['instance', 'not a uri', []],
    ['extensions', null, []],
    ['headers', 7, []],
  ])('keeps to the format, whatever its %s becomes', (member, later, notes) => {
    const { body, report } = answer(shifty(member, later));
    expect(body).toBe(conflict);
    expect(report.notes).toEqual(notes);
  });

  it('has a title and a type even if it never had any worth the name', () => {
    const copy = new Proxy(new Conflict(), {
      get: (target, key): unknown =>
        key === 'type'
          ? 'no uri'
          : key === 'instance'
            ? '<x>'
            : key === 'detail'
              ? 7
              : Reflect.get(target, key),
    });
    const { body, report } = answer(copy);
    expect(body).toBe(conflict);
    expect(report.notes).toEqual([
      'the type is no URI reference and was left out',
      'the instance is no URI reference and was left out',
    ]);
  });

  it('may have notes of a constructor that are none', () => {
    const corrections = Symbol.for('@statusquo/core/corrections');
    const endless = { length: Infinity, *[Symbol.iterator]() {} };
    for (const notes of [endless, 'text', 7, null])
      expect(answer(Object.assign(new Conflict(), { [corrections]: notes })).report.notes).toEqual([]);
    const some = Object.assign(new Conflict(), { [corrections]: [7, 'a note', null, { toString: throws }] });
    expect(answer(some).report.notes).toEqual(['a note']);
    const many = Object.assign(new Conflict(), { [corrections]: Array.from({ length: 300_000 }, () => 'x') });
    expect(answer(many)).toMatchObject({ status: 409 });
    expect(answer(many).report.notes).toHaveLength(100);
  });
});

describe('a constructor', () => {
  it('takes a function, whose text may be anything, for no status', () => {
    const resists = Object.assign(() => 0, { toString: throws, [Symbol.toPrimitive]: throws });
    for (const [status, name] of [
      [resists, 'a function'],
      [409n, 'a BigInt'],
      [Symbol('x'), 'Symbol(x)'],
      [{ toString: throws }, 'an object'],
      [null, 'null'],
      ['409', '"409"'],
      [undefined, 'undefined'],
    ]) {
      expect(answer(new HttpError(status as never)).report.notes).toEqual([
        `${String(name)} is no status of an error (400–599); 500 was used`,
      ]);
    }
  });
});

describe('a caught error in the place of the options', () => {
  const members = {
    detail: 'Key (email)=(bob@example.com)',
    extensions: { table: 'users' },
    headers: { 'X-Upstream': 'db' },
    sql: 'select secret',
  };
  const caught: Error = Object.assign(new Error('duplicate key'), members);
  const foreign = runInNewContext('Object.assign(new Error("duplicate key"), members)', { members }) as Error;
  const OutOfStock = defineProblem({
    type: '/out-of-stock',
    title: 'Out of stock',
    status: 409,
    extensions: extensions<{ sql?: string }>(),
  });

  it.each([
    ['of this realm', caught],
    ['of another realm', foreign],
  ])('is the cause, and tells nothing, %s', (_, error) => {
    const errors: readonly HttpError[] = [
      new Conflict(error as never),
      new Conflict('Taken', error),
      new OutOfStock(error),
      new OutOfStock({}, error),
    ];
    for (const made of errors) {
      const { body, headers } = answer(made);
      expect(made.cause).toBe(error);
      expect(body).not.toMatch(/email|users|select/);
      expect(headers).not.toHaveProperty('X-Upstream');
    }
  });
});

describe('the limit of stacks', () => {
  it('is what it was where the stack overflows while an error is made', () => {
    const limit = Error.stackTraceLimit;
    const dive = (depth: number): void => {
      try {
        dive(depth + 1);
      } catch {
        // At each depth that is left, until there is room enough.
        toHttpError({ status: 409, statusCode: 409, expose: true, message: 'x' });
      }
    };
    try {
      dive(0);
    } catch {
      // Whichever of the two had no room.
    }
    const after = Error.stackTraceLimit;
    Error.stackTraceLimit = limit;
    expect(after).toBe(limit);
  });
});

describe('a class', () => {
  it('whose statics throw makes errors all the same', () => {
    class Odd extends Conflict {
      static get title(): string {
        return throws();
      }
    }
    expect(answer(new Odd()).body).toBe(conflict);
    expect(new Odd().stack).toContain(' at ');
  });

  it('notes its corrections where Object.prototype has a getter', () => {
    const prototype = Object.prototype as { get?: unknown };
    let error: HttpError | undefined;
    prototype.get = throws;
    try {
      error = new HttpError(99 as 409);
      error.name = 'Odd';
    } finally {
      delete prototype.get;
    }
    expect([error.status, error.name]).toEqual([500, 'Odd']);
  });
});

describe('an unmatched request', () => {
  it('is not what a Proxy that answers to every name is taken for', () => {
    const thrown = new Proxy({}, { get: () => [] });
    const { status, report } = answer(thrown);
    expect([status, report.kind, report.error === thrown]).toEqual([500, 'thrown', true]);
  });

  it('has no more methods than anybody serves', () => {
    const methods = Array.from({ length: 1000 }, (_, index) => `M${index}`);
    expect(answer(unmatched(methods)).headers['Allow']?.toString().split(', ')).toHaveLength(100);
  });
});

describe('the work', () => {
  // Each would take minutes, or all of the memory, if somebody went through all of it.
  const sparse: string[] = Object.assign([], { length: 2 ** 32 - 1 });
  const long = 'x'.repeat(2 ** 24);
  const bytes = new Uint8Array(2 ** 24);

  function* endless(): Generator<readonly [string, string]> {
    for (let index = 0; ; index++) yield [`X-${index}`, 'x'];
  }

  it.each<[name: string, thrown: () => unknown]>([
    ['a list of messages', () => ({ getStatus: () => 409, getResponse: () => ({ message: sparse }) })],
    [
      'a message',
      () => ({ status: 415, statusCode: 415, name: 'x', message: { toString: () => sparse.join() } }),
    ],
    ['the lines of a header', () => new Conflict({ headers: { 'X-A': sparse } })],
    ['a header', () => new Conflict({ headers: { 'X-A': long } })],
    ['the name of a header', () => new Conflict({ headers: { [long]: 'x' } })],
    ['the headers', () => new Conflict({ headers: { entries: endless } as never })],
    ['bytes for headers', () => new Conflict({ headers: bytes as never })],
    ['bytes for extension members', () => new Conflict({ extensions: bytes })],
    ['a member of bytes', () => new Conflict({ extensions: { bytes } })],
    ['a member that is long', () => new Conflict({ extensions: { long } })],
    ['a member with a long name', () => new Conflict({ extensions: { [long]: 1 } })],
    ['a BigInt', () => new Conflict({ extensions: { big: 1n << 100_000_000n } })],
    ['a list', () => new Conflict({ extensions: { sparse } })],
    ['a detail', () => new Conflict(long)],
    ['a title', () => new Conflict({ title: long })],
    ['a type', () => new Conflict({ type: long })],
    ['an instance', () => new Conflict({ instance: long })],
    ['a message of http-errors', () => ({ status: 409, statusCode: 409, expose: true, message: long })],
    ['the methods of a request', () => unmatchedOf(sparse)],
    ['the items of a validation error', () => validationError(sparse as never, 422)],
    ['what was thrown', () => sparse],
    ['the message of what was thrown', () => Object.assign(new Error('x'), { message: sparse })],
    ['the methods of an option', () => new MethodNotAllowed({ allow: sparse })],
    [
      'the methods of an option, one after the other',
      () => new MethodNotAllowed({ allow: { [Symbol.iterator]: endless } as never }),
    ],
    ['the challenges of an option', () => new Unauthorized({ challenge: sparse })],
    [
      'bytes for headers, beside those of an option',
      () => new TooManyRequests({ retryAfter: 1, headers: bytes as never }),
    ],
  ])('is bounded in %s', (_, thrown) => {
    const { status, headers, body } = answer(thrown(), { debug: true });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.length).toBeLessThan(100_000);
    expect(JSON.stringify(headers).length).toBeLessThan(10_000);
  });

  function unmatchedOf(methods: readonly string[]): unknown {
    return { [Symbol.for('@statusquo/core/unmatched')]: methods };
  }

  it('is bounded in members, with all of them together', () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`m${index}`, index]));
    const { body, report } = answer(new Conflict({ extensions: many }));
    expect(Object.keys(JSON.parse(body) as object)).toHaveLength(10_003);
    expect(report.notes).toEqual(['the member "m10000" is one too many and was left out']);
  });

  it('is bounded in characters, with all of them together; what still fits is kept', () => {
    const half = 'x'.repeat(600_000);
    const { body, report } = answer(new Conflict({ extensions: { a: half, b: half, c: [half], d: 'd' } }));
    expect(Object.keys(JSON.parse(body) as object)).toEqual(['type', 'title', 'status', 'a', 'c', 'd']);
    expect(body).toContain('"c":[null],"d":"d"}');
    expect(report.notes).toEqual([
      'the member "b" is too long and was left out',
      'the member "c.0" is too long and was left out',
    ]);
  });

  it('is bounded in notes', () => {
    const functions = Object.fromEntries(Array.from({ length: 9000 }, (_, index) => [`m${index}`, throws]));
    const { notes } = answer(new Conflict({ extensions: functions })).report;
    expect(notes).toHaveLength(101);
    expect(notes[99]).toBe('the member "m99" is a function and was left out');
    expect(notes[100]).toBe('there was more to note, which was left out');
  });

  it('is bounded in headers', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`X-${index}`, 'x']));
    const { headers, report } = answer(new Conflict({ headers: many }));
    expect(Object.keys(headers)).toHaveLength(104);
    expect(report.notes).toEqual(['the error has too many headers; the rest was dropped']);
    const value = 'x'.repeat(3000);
    const large = { 'X-A': value, 'X-B': [value, value], 'X-C': value, 'X-D': value, 'X-E': 'x' };
    const sent = answer(new Conflict({ headers: large }));
    expect(Object.keys(sent.headers).slice(4)).toEqual(['X-A', 'X-C', 'X-E']);
    expect(sent.report.notes).toEqual([
      'the header "X-B" is too long and was dropped',
      'the header "X-D" is too long and was dropped',
    ]);
  });

  it('is bounded in text: a detail is cut, never within a character, and a URI is ignored', () => {
    const { body, report } = answer(new Conflict(`${'x'.repeat(9999)}🍎`));
    expect(JSON.parse(body)).toMatchObject({ detail: `${'x'.repeat(9999)}…` });
    expect(report.notes).toEqual(['the detail is too long and was cut']);
    expect(answer(new Conflict('x'.repeat(10_000))).report.notes).toEqual([]);
    const uri = `/${'x'.repeat(10_000)}`;
    expect(answer(new Conflict({ instance: uri })).body).toBe(conflict);
    expect(answer(new Conflict({ instance: uri.slice(1) })).body).not.toBe(conflict);
  });

  it('is bounded in items: the first thousand of a validation error are listed, and all are counted', () => {
    const items = Array.from({ length: 1001 }, (_, index) => ({ detail: `${index}` }));
    const some = validationError(items, 422);
    expect(some.detail).toBe('The request has 1001 invalid values; the first 1000 are listed.');
    expect(some.extensions).toEqual({ errors: items.slice(0, 1000) });
    expect(validationError(items.slice(1), 422).detail).toBe('The request has 1000 invalid values.');
  });
});

describe('what has a member for each index', () => {
  const long = Array.from({ length: 10_001 }, () => 0);

  it.each([
    ['a list', long],
    ['bytes', new Uint8Array(10_001)],
    ['a wrapped string', new String('x'.repeat(10_001))],
  ])('is no record, if it is %s of more members than a document can have', (_, value) => {
    const note = 'is no object and was ignored';
    expect(answer(new Conflict({ extensions: value, headers: value as never })).report.notes).toEqual([
      `extensions: an object ${note}`,
      `headers: an object ${note}`,
    ]);
    expect(answer(new Conflict(value as never)).body).toBe(conflict);
    expect(answer(new MethodNotAllowed({ allow: [','.repeat(10_000), 'GET'] })).headers['Allow']).toBe(
      'GET, HEAD',
    );
  });
});

describe('a payload with a member that throws', () => {
  it('loses that member, which is noted', () => {
    const payload = {
      message: 'Shipped',
      get secret(): never {
        return throws();
      },
      order: 42,
    };
    const error = { getStatus: () => 409, getResponse: () => payload };
    const { body, report } = answer(error);
    expect(JSON.parse(body)).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'Shipped',
      order: 42,
    });
    expect(report.notes).toEqual(['the member "secret" threw when it was read and was left out']);
    expect(answer({ ...error, getResponse: () => ({ ...payload, error: 'Conflict' }) }).status).toBe(500);
  });
});

describe('headers of which one throws', () => {
  it('keep the others', () => {
    const headers = {
      'X-A': 'a',
      get 'X-B'(): never {
        return throws();
      },
      'X-C': 'c',
    };
    const { headers: sent, report } = answer(new Conflict({ headers }));
    expect(Object.keys(sent).slice(4)).toEqual(['X-A', 'X-C']);
    expect(report.notes).toEqual(['the header "X-B" has a value that HTTP forbids, which was dropped']);
  });

  it('are left out where they cannot be listed, also in the middle', () => {
    const entries = function* (): Generator<[string, string]> {
      yield ['X-A', 'a'];
      throws();
    };
    const { headers: sent, report } = answer(new Conflict({ headers: { entries } as never }));
    expect(sent).toMatchObject({ 'X-A': 'a' });
    expect(report.notes).toEqual(['the headers of the error could not be read and were left out']);
  });
});

describe('hooks', () => {
  it('cannot change what is sent through the report', () => {
    const { status, body } = answer(new Conflict(), {
      onError: (report) => Object.assign(report, { status: 200, problem: {}, kind: 'late' }),
    });
    expect([status, body]).toEqual([409, conflict]);
  });

  it.each([
    ['throws at every look', new Proxy({}, { has: throws })],
    [
      'throws for its language',
      {
        problem: {},
        get language() {
          return throws();
        },
      },
    ],
    [
      'throws for its problem',
      {
        language: 'fr',
        get problem() {
          return throws();
        },
      },
    ],
    [
      'throws for a member',
      {
        get member() {
          return throws();
        },
      },
    ],
  ])('may give a document that %s', (_, given) => {
    const { body, report } = answer(new Conflict(), { customize: () => given as never });
    expect(body).toBe(conflict);
    expect(report.notes).toEqual(['the result of customize could not be read and was ignored']);
  });

  it('may leave behind what JSON cannot hold, and throw', () => {
    const { status, body } = answer(new Conflict({ extensions: { list: [] } }), {
      customize: (problem) => {
        (problem['list'] as unknown[]).push(1n, problem);
        return throws();
      },
    });
    expect(status).toBe(409);
    expect(body).toBe(`{"type":"about:blank","title":"Conflict","status":409,"list":["1",${conflict}]}`);
  });

  it('may call the responder again', () => {
    const reports: Report[] = [];
    const respond = responder({
      onError: (report) => {
        reports.push(report);
        if (reports.length < 3) respond(new Conflict(String(reports.length)), request, open);
      },
    });
    expect(respond(new Error('x'), request, open).status).toBe(500);
    expect(reports.map(({ status }) => status)).toEqual([500, 409, 409]);
  });

  it('may give bytes for a document', () => {
    const { body, report } = answer(new Conflict(), { customize: () => new Uint8Array(20_000) as never });
    expect([body, report.notes]).toEqual([
      conflict,
      ['customize gave no problem document; its result was ignored'],
    ]);
  });

  it('are noted in few words', () => {
    const threw = (value: unknown): unknown =>
      answer(new Conflict(), {
        onError: () => {
          throw value;
        },
      }).report.notes;
    const all: readonly (readonly [unknown, string])[] = [
      [new TypeError('broken'), 'TypeError: broken'],
      [new Error(), 'Error'],
      [{ message: 'broken' }, 'broken'],
      [['a'], '[object Array]'],
      [7, '7'],
    ];
    for (const [value, words] of all) expect(threw(value)).toEqual([`onError threw: ${words}`]);

    const { notes } = answer(new Conflict(), {
      onError: () => {
        throw 'x'.repeat(2 ** 20);
      },
    }).report;
    expect(notes[0]).toHaveLength('onError threw: '.length + 1001);
  });
});

describe('a promise that was thrown', () => {
  const rejections: unknown[] = [];
  const listener = (reason: unknown): void => void rejections.push(reason);

  it('does not end the process with its rejection', async () => {
    process.on('unhandledRejection', listener);
    const thrown = Promise.reject(new Error('secret'));
    const thrownByHook = Promise.reject(new Error('secret'));
    const { body, report } = answer(thrown, {
      onError: () => {
        throw thrownByHook;
      },
    });
    expect([body, report.error]).toEqual([internal, thrown]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', listener);
    expect(rejections).toEqual([]);
  });

  it('may be one of another realm', async () => {
    const rejected: unknown[] = [];
    const listen = (reason: unknown): void => void rejected.push(reason);
    process.on('unhandledRejection', listen);
    expect(answer(runInNewContext('Promise.reject(new Error("no"))')).body).toBe(internal);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', listen);
    expect(rejected).toEqual([]);
  });

  it('may be something else that only looks like one', () => {
    expect(answer({ [Symbol.toStringTag]: 'Promise' }).body).toBe(internal);
  });
});

describe('a promise within an error', () => {
  it('is left out, and its rejection is caught', async () => {
    const rejections: unknown[] = [];
    const listen = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', listen);
    const reject = (): Promise<never> => Promise.reject(new Error('no'));
    const Odd = defineProblem({ type: '/odd', title: 'Odd', status: 409, detail: reject as never });
    class Tagged extends Promise<never> {
      override get [Symbol.toStringTag](): string {
        return 'Tagged';
      }
    }
    expect(answer(new Conflict({ extensions: { user: reject(), a: { toJSON: reject } } })).body).toBe(
      '{"type":"about:blank","title":"Conflict","status":409,"user":{},"a":{}}',
    );
    expect(answer(new Odd()).body).toBe('{"type":"/odd","title":"Odd","status":409}');
    expect(answer(Tagged.reject(new Error('no'))).body).toBe(internal);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', listen);
    expect(rejections).toEqual([]);
  });
});

describe('a process whose globals have been changed', () => {
  const prototype = Object.prototype as Record<string, unknown>;
  const limit = Error.stackTraceLimit;

  afterEach(() => {
    for (const name of ['status', 'toJSON', 'title', 'detail']) delete prototype[name];
    delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
    Object.defineProperty(Error, 'stackTraceLimit', {
      value: limit,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  });

  /** What is sent while it lasts; looked at afterwards, since an assertion is made with objects too. */
  function during(change: () => void, thrown: () => unknown, method = 'GET'): unknown {
    let sent: Answer | undefined;
    change();
    try {
      sent = responder()(thrown(), { ...request, method }, open);
    } finally {
      for (const name of ['status', 'toJSON']) delete prototype[name];
    }
    return [sent.action, sent.status, sent.body, sent.headers['Content-Length'], sent.report.notes.length];
  }

  it.each([
    ['throws', throws],
    ['gives nothing', () => undefined],
    ['gives something', () => ({ admin: true })],
  ])('answers when a toJSON on Object.prototype %s', (_, toJSON) => {
    const change = (): void => void (prototype['toJSON'] = toJSON);
    expect(during(change, () => new Conflict())).toEqual(['send', 500, internal, '67', 1]);
    expect(during(change, () => new Conflict(), 'HEAD')).toEqual(['send', 500, '', '67', 1]);
  });

  it('answers when Object.prototype has a status, or will not have one', () => {
    const bad = (): void => void (prototype['status'] = 200);
    expect(during(bad, () => new Error('x'))).toEqual(['send', 500, internal, '67', 0]);
    expect(during(bad, () => new Conflict())).toEqual(['send', 409, conflict, '54', 0]);
    const setter = (): void =>
      void Object.defineProperty(prototype, 'status', { set: throws, configurable: true });
    expect(during(setter, () => new Error('x'))).toEqual(['send', 500, internal, '67', 0]);
  });

  it('answers when stacks cannot be formatted, or their limit not be read', () => {
    Object.assign(Error, { prepareStackTrace: throws });
    expect(JSON.parse(answer(new Conflict('x'), { debug: true }).body)).toMatchObject({ detail: 'x' });
    Object.defineProperty(Error, 'stackTraceLimit', { get: throws, configurable: true });
    expect(answer(null).body).toBe(internal);
    expect(answer(undefined).status).toBe(500);
  });
});

describe('a response that cannot be read', () => {
  it('is answered all the same, once it is open', () => {
    const resists = { phase: 'open' as const, header: throws, headerNames: throws };
    const reports: Report[] = [];
    const options = { onError: (report: Report) => void reports.push(report) };
    const { action, status, headers, body, remove } = answer(new Conflict(), options, resists);
    expect([action, status, body]).toEqual(['send', 500, internal]);
    expect(headers).toEqual({
      'Content-Type': 'application/problem+json',
      'Content-Length': '67',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    expect(remove).toContain('content-encoding');
    expect(reports.map(({ error, notes }) => [isHttpError(error, Conflict), notes])).toEqual([
      [true, ['the answer could not be made; it is that of an internal server error']],
    ]);
    expect(reports).toMatchObject([
      {
        kind: 'thrown',
        status: 500,
        problem: { type: 'about:blank', title: 'Internal Server Error', status: 500 },
      },
    ]);
    const late = answer({ statusCode: 429 }, {}, { ...resists, phase: 'started' });
    expect([late.action, late.headers, late.body]).toEqual(['destroy', {}, '']);
  });

  it('may have a Vary that is no text', () => {
    const response = { ...open, header: (name: string) => (name === 'vary' ? [5 as never] : undefined) };
    expect(answer(new Conflict({ headers: { Vary: 'Accept' } }), {}, response).headers['Vary']).toBe(
      '5, Accept',
    );
  });
});

describe('toHttpError', () => {
  it('takes anything', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const value of [
      proxy,
      null,
      undefined,
      0,
      '',
      1n,
      Symbol('x'),
      throws,
      Promise.resolve(),
      new Map(),
    ])
      expect(toHttpError(value).cause === value).toBe(true);
  });
});
