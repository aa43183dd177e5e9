import * as copy from '@statusquo/core';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Conflict, Gone, NotFound } from './client-errors.ts';
import { defineProblem } from './define-problem.ts';
import { correctionsOf, HttpError, isHttpError } from './http-error.ts';
import { InternalServerError, ServiceUnavailable } from './server-errors.ts';
import { toHttpError } from './to-http-error.ts';

/** Runs a module by Node alone, and gives what it printed. */
function run(script: string, ...flags: string[]): string {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  return execFileSync(process.execPath, [...flags, '--input-type=module', '-e', script], {
    cwd,
    encoding: 'utf8',
  });
}

const required = createRequire(import.meta.url)('@statusquo/core') as typeof copy;

describe('HttpError', () => {
  it('has the phrase of its status when nothing else is said', () => {
    const error = new HttpError(409);
    expect(error).toMatchObject({
      status: 409,
      statusCode: 409,
      type: 'about:blank',
      title: 'Conflict',
      message: 'Conflict',
    });
    for (const member of ['detail', 'instance', 'cause']) expect(member in error).toBe(false);
    expect(JSON.stringify(error)).toBe('{"type":"about:blank","title":"Conflict","status":409}');
  });

  it('takes any status from 400 to 599', () => {
    for (const status of [400, 499, 500, 599] as const) {
      const error = new HttpError(status);
      expect(error.status).toBe(status);
      expect(correctionsOf(error)).toEqual([]);
    }
  });

  it('takes an empty text for none', () => {
    const error = new Conflict('');
    expect(['detail' in error, error.message]).toEqual([false, 'Conflict']);
    expect(new Conflict('', { instance: '/a' }).message).toBe('Conflict');
  });

  it('lets others write back the status that they read', () => {
    const error = new HttpError<number>(409);
    error.statusCode = error.statusCode || 500;
    expect(error.status).toBe(409);
    error.statusCode = 410;
    expect(error.status).toBe(410);
  });

  it('takes the detail first, or the options alone', () => {
    const cause = new Error('private');
    expect(new HttpError(418, 'Short')).toMatchObject({
      detail: 'Short',
      message: 'Short',
      title: "I'm a Teapot",
    });
    expect(new HttpError(418, 'Short', { cause }).cause).toBe(cause);
    expect(new HttpError(418, { detail: 'Short', cause })).toMatchObject({ detail: 'Short', cause });
  });

  it('writes the members in the order of the wire format, then the extensions as they were given', () => {
    const error = new Conflict({
      extensions: { zebra: 1, apple: { b: [1, null] } },
      instance: '/orders/42#conflict',
      detail: 'Order 42 has shipped',
      title: 'Shipped',
      type: 'https://example.com/shipped',
    });
    expect(JSON.stringify(error)).toBe(
      '{"type":"https://example.com/shipped","title":"Shipped","status":409,"detail":"Order 42 has shipped",' +
        '"instance":"/orders/42#conflict","zebra":1,"apple":{"b":[1,null]}}',
    );
  });

  it('keeps the string of a 500 to itself, and sends only an explicit detail', () => {
    const bug = new InternalServerError('pool gone');
    expect(bug.message).toBe('pool gone');
    expect(JSON.stringify(bug)).toBe('{"type":"about:blank","title":"Internal Server Error","status":500}');
    expect(new HttpError(500, 'pool gone').detail).toBeUndefined();
    expect(new InternalServerError({ detail: 'Try later' }).toJSON()).toMatchObject({ detail: 'Try later' });
    expect(new ServiceUnavailable('Back at noon').toJSON()).toMatchObject({ detail: 'Back at noon' });
  });

  it('says to the handlers of other libraries whether the message is public', () => {
    expect(
      [new Conflict(), new InternalServerError(), new ServiceUnavailable('x')].map(({ expose }) => expose),
    ).toEqual([true, false, false]);
    expect(new ServiceUnavailable({ expose: true }).expose).toBe(true);
    expect(new ServiceUnavailable({ expose: 'yes' } as object).expose).toBe(false);
    const hidden = new Conflict('secret', { expose: false });
    expect([hidden.expose, hidden.message, hidden.detail]).toEqual([false, 'secret', undefined]);
    expect(JSON.stringify(hidden)).not.toContain('secret');
  });

  it.each([200, 99, 600, 404.5, Number.NaN, Infinity, '404', null, undefined, {}, 10n, Symbol('x')])(
    'becomes a 500 for the status %s, and remembers why',
    (status) => {
      const error = new HttpError(status as number, 'private by now');
      expect(error).toMatchObject({ status: 500, title: 'Internal Server Error' });
      expect(error.detail).toBeUndefined();
      expect(correctionsOf(error)).toEqual([
        expect.stringContaining('is no status of an error (400–599); 500 was used'),
      ]);
      expect(Object.keys(error)).not.toContain('corrections');
    },
  );

  it('never throws, whatever it is given from JavaScript', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
        has: () => {
          throw new Error('no');
        },
      },
    );
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const options of [
      hostile,
      revoked,
      null,
      42,
      true,
      [],
      () => 0,
      Symbol('x'),
      1n,
      { headers: 3, extensions: 'x' },
    ]) {
      const error = new Conflict(options as object);
      expect(JSON.stringify(error)).toBe('{"type":"about:blank","title":"Conflict","status":409}');
      expect(new Conflict('Shipped', options as object).status).toBe(409);
    }
    expect(correctionsOf(new Conflict(hostile))).toEqual(['the options could not be read and were ignored']);
  });

  it('leaves out what is no text or no URI reference, and remembers it', () => {
    const error = new Conflict({ type: 'not a uri', title: 7, detail: '', instance: '<x>' } as object);
    expect(error.toJSON()).toEqual({ type: 'about:blank', title: 'Conflict', status: 409 });
    expect(correctionsOf(error)).toEqual([
      'type: "not a uri" is no URI reference and was ignored',
      'instance: "<x>" is no URI reference and was ignored',
    ]);
    class Misnamed extends Conflict {
      static readonly type = 'no uri';
    }
    expect(new Misnamed().type).toBe('about:blank');
    expect(correctionsOf(new Misnamed())).toEqual(['type: "no uri" is no URI reference and was ignored']);
  });

  it('has no members and no fields of what is no object, and remembers all but null', () => {
    const wrong = new Conflict({ extensions: 'x', headers: 3 } as object);
    expect([wrong.extensions, wrong.headers]).toEqual([{}, {}]);
    expect(correctionsOf(wrong)).toEqual([
      'extensions: "x" is no object and was ignored',
      'headers: 3 is no object and was ignored',
    ]);
    const none = new Conflict({ extensions: null, headers: null } as object);
    expect([none.extensions, none.headers]).toEqual([{}, {}]);
    expect(correctionsOf(none)).toEqual([]);
  });

  it('takes an error in the place of the options as the cause, with nothing of it public', () => {
    const caught = Object.assign(new Error('secret'), {
      detail: 'secret',
      extensions: { secret: 1 },
      type: 'x:secret',
    });
    const error = new Conflict(caught);
    expect(error.cause).toBe(caught);
    expect(JSON.stringify(error)).not.toContain('secret');
    const second = new Conflict('Order 42 has shipped', caught);
    expect(second.cause).toBe(caught);
    expect(JSON.stringify(second)).toBe(
      '{"type":"about:blank","title":"Conflict","status":409,"detail":"Order 42 has shipped"}',
    );
  });

  it('labels its classes so that minification does not show, and lets the label be assigned', () => {
    class OrderShipped extends Conflict {}
    class Assigned extends Conflict {
      constructor() {
        super();
        this.name = 'Renamed';
      }
    }
    const Minified = class extends HttpError {};
    expect([
      new HttpError(418).name,
      new Conflict().name,
      new OrderShipped().name,
      new Assigned().name,
    ]).toEqual(['HttpError', 'Conflict', 'OrderShipped', 'Renamed']);
    expect(new Minified(418).name).toBe('Minified');
    expect(Object.keys(new Assigned())).not.toContain('name');
    expect(String(new Conflict('Shipped'))).toBe('Conflict: Shipped');
  });

  it('is labelled by what it stands for, not by the name that a minifier leaves to its class', () => {
    const Shipped = defineProblem({
      type: '/shipped',
      title: '3 orders (or more): on their way!',
      status: 409,
    });
    const lower = defineProblem({ type: '/out-of-stock', title: 'out of stock', status: 409 });
    const quoted = defineProblem({ type: '/sold-out', title: '“sold out” for now', status: 409 });
    expect([new Shipped().name, new lower().name, new quoted().name]).toEqual([
      '3OrdersOrMoreOnTheirWay',
      'OutOfStock',
      'SoldOutForNow',
    ]);
    const errors = [new HttpError(418), new NotFound()];
    try {
      for (const { constructor } of errors) Object.defineProperty(constructor, 'name', { value: 'e' });
      expect(errors.map(({ name }) => name)).toEqual(['HttpError', 'NotFound']);
    } finally {
      Object.defineProperty(HttpError, 'name', { value: 'HttpError' });
      Object.defineProperty(NotFound, 'name', { value: 'NotFound' });
    }
  });

  it('lets an assigned label be assigned again, and deleted', () => {
    const error = new Conflict();
    error.name = 'First';
    error.name = 'Second';
    expect(error.name).toBe('Second');
    delete (error as { name?: string }).name;
    expect(error.name).toBe('Conflict');
  });
});

describe('isHttpError', () => {
  it('knows its own errors, and nothing else', () => {
    expect(isHttpError(new Conflict())).toBe(true);
    for (const value of [
      null,
      undefined,
      'x',
      409,
      {},
      new Error('x'),
      { status: 409, type: 'about:blank', title: 'Conflict' },
    ]) {
      expect(isHttpError(value)).toBe(false);
    }
  });

  it('knows a status class by its status, whatever class the error was made by', () => {
    expect(isHttpError(new HttpError(409), Conflict)).toBe(true);
    expect(isHttpError(new NotFound(), Conflict)).toBe(false);
    expect(new HttpError(409)).toBeInstanceOf(Conflict);
    expect(new Gone()).not.toBeInstanceOf(Conflict);
  });

  it('knows a plain subclass by its prototype', () => {
    class OrderShipped extends Conflict {}
    expect(isHttpError(new OrderShipped(), OrderShipped)).toBe(true);
    expect(isHttpError(new OrderShipped(), Conflict)).toBe(true);
    expect(isHttpError(new Conflict(), OrderShipped)).toBe(false);
  });

  it('knows a class with a type of its own by that type', () => {
    class Shipped extends Conflict {
      static readonly type = 'https://example.com/shipped';
      static readonly title = 'Shipped';
    }
    expect(new Shipped().toJSON()).toEqual({
      type: 'https://example.com/shipped',
      title: 'Shipped',
      status: 409,
    });
    expect(isHttpError(new Shipped(), Shipped)).toBe(true);
    expect(isHttpError(new HttpError(409, { type: 'https://example.com/shipped' }), Shipped)).toBe(true);
    expect(isHttpError(new Conflict(), Shipped)).toBe(false);
  });

  it('knows a class whose type is about:blank by its status or its prototype', () => {
    class Any extends HttpError {
      static readonly type = 'about:blank';
    }
    class Taken extends HttpError {
      static readonly type = 'about:blank';
      static readonly status = 409;
    }
    expect(isHttpError(new Any(409), Any)).toBe(true);
    expect(isHttpError(new Conflict(), Any)).toBe(false);
    expect(isHttpError(new Conflict(), Taken)).toBe(true);
    expect(isHttpError(new NotFound(), Taken)).toBe(false);
  });

  it.each([
    ['another copy as a module', copy],
    ['another copy by require', required],
  ])('knows the errors of %s', (_, other) => {
    expect(other.HttpError).not.toBe(HttpError);
    const foreign = new other.Conflict('Shipped');
    expect(isHttpError(foreign)).toBe(true);
    expect(isHttpError(foreign, Conflict)).toBe(true);
    expect(isHttpError(foreign, NotFound)).toBe(false);
    expect(foreign).toBeInstanceOf(HttpError);
    expect(foreign).toBeInstanceOf(Conflict);
    expect(isHttpError(new Conflict(), other.HttpError)).toBe(true);
    expect(other.isHttpError(new Conflict(), other.Conflict)).toBe(true);
  });

  it('gives one class to import and to require', () => {
    const script = `import { createRequire } from 'node:module';
      import { Conflict } from '@statusquo/core';
      console.log(createRequire(import.meta.url)('@statusquo/core').Conflict === Conflict);`;
    expect(run(script)).toBe('true\n');
  });

  it('knows an error that another realm made', () => {
    const script = `import { readFileSync } from 'node:fs';
      import { createContext, SourceTextModule } from 'node:vm';
      import { Conflict, isHttpError, NotFound, toHttpError } from '@statusquo/core';
      const context = createContext();
      const modules = new Map();
      const load = (url) => {
        if (!modules.has(url)) modules.set(url, new SourceTextModule(readFileSync(new URL(url), 'utf8'), { context, identifier: url }));
        return modules.get(url);
      };
      const realm = load(import.meta.resolve('@statusquo/core').replace('index.js', 'client-errors.js'));
      await realm.link((specifier, { identifier }) => load(new URL(specifier, identifier).href));
      await realm.evaluate();
      const foreign = new realm.namespace.Conflict('Shipped');
      console.log(foreign instanceof Error, isHttpError(foreign), isHttpError(foreign, Conflict), isHttpError(foreign, NotFound));
      console.log(foreign instanceof Conflict, toHttpError(foreign) === foreign, JSON.stringify(foreign));`;
    expect(run(script, '--experimental-vm-modules', '--no-warnings')).toBe(
      'false true true false\ntrue true {"type":"about:blank","title":"Conflict","status":409,"detail":"Shipped"}\n',
    );
  });

  it('is false for what resists being read, and for a brand without the shape', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const brand = Symbol.for('@statusquo/core/http-error');
    const throwing = {
      get [brand](): never {
        throw new Error('no');
      },
    };
    const branded = { [brand]: true, status: 409, type: 'about:blank', title: 'Conflict' };
    expect(isHttpError(branded)).toBe(true);
    for (const value of [
      proxy,
      throwing,
      { [brand]: true },
      { ...branded, status: 200 },
      { ...branded, type: 7 },
      { ...branded, title: 7 },
      Object.assign(() => 0, branded),
    ]) {
      expect(isHttpError(value)).toBe(false);
      expect(isHttpError(value, Conflict)).toBe(false);
    }
  });
});

function frames(error: Error): number {
  return (error.stack ?? '').split('\n    at ').length - 1;
}

describe('captureStack', () => {
  it('gives every error a stack unless it is switched off', () => {
    expect(frames(new Conflict())).toBeGreaterThan(0);
    expect(frames(new InternalServerError())).toBeGreaterThan(0);
  });

  it('is switched off for a class and its subclasses', () => {
    class Quiet extends Conflict {
      static override captureStack = false;
    }
    class Quieter extends Quiet {}
    expect([frames(new Quiet()), frames(new Quieter())]).toEqual([0, 0]);
    expect(frames(new Conflict())).toBeGreaterThan(0);
  });

  it('is switched off for all 4xx at once, and never for 5xx', () => {
    const limit = Error.stackTraceLimit;
    HttpError.captureStack = false;
    try {
      expect([frames(new Conflict()), frames(new HttpError(404))]).toEqual([0, 0]);
      expect(frames(new InternalServerError())).toBeGreaterThan(0);
      expect(Error.stackTraceLimit).toBe(limit);
      expect(frames(new Error('x'))).toBeGreaterThan(0);
    } finally {
      HttpError.captureStack = true;
    }
  });

  it('captures once, as the limit of the process says', () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 1;
    try {
      expect(frames(new Conflict())).toBe(1);
    } finally {
      Error.stackTraceLimit = limit;
    }
  });

  it('constructs where the limit cannot be written', () => {
    const limit = Error.stackTraceLimit;
    HttpError.captureStack = false;
    Object.defineProperty(Error, 'stackTraceLimit', { value: limit, writable: false, configurable: true });
    try {
      expect(new Conflict('Shipped').detail).toBe('Shipped');
    } finally {
      Object.defineProperty(Error, 'stackTraceLimit', {
        value: limit,
        writable: true,
        configurable: true,
        enumerable: true,
      });
      HttpError.captureStack = true;
    }
  });
});

describe('an error of core’s own making', () => {
  /** What there is once core has made an error while the limit of stacks was another one, or none. */
  function madeWith(limit: PropertyDescriptor | undefined): { error: HttpError; after: unknown } {
    const before = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') as PropertyDescriptor;
    Reflect.deleteProperty(Error, 'stackTraceLimit');
    if (limit !== undefined)
      Object.defineProperty(Error, 'stackTraceLimit', { ...limit, configurable: true });
    try {
      return {
        error: toHttpError('x'),
        after: Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')?.value,
      };
    } finally {
      Object.defineProperty(Error, 'stackTraceLimit', before);
    }
  }

  it('has no stack, and leaves the limit of the process as it was', () => {
    const { error, after } = madeWith({ value: 3, writable: true });
    expect([frames(error), after]).toEqual([0, 3]);
  });

  it.each([
    ['cannot be written', { value: 3, writable: false }, 3],
    ['is no number', { value: 'all', writable: true }, 'all'],
    ['is not there', undefined, undefined],
  ])('is made where the limit %s, which stays so', (_, limit, expected) => {
    const { error, after } = madeWith(limit);
    expect([error.status, after]).toEqual([500, expected]);
  });
});
