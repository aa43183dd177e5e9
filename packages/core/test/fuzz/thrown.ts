import fc from 'fast-check';
import { defineProblem, extensions, HttpError, unmatched } from '../../src/index.ts';
import { statusClasses } from '../../src/status-classes.ts';

// Values to throw. What is generated is a recipe, which can be printed and made smaller; what comes of it may be a Proxy that
// throws at every look. A secret stands wherever nothing may be read for the client.

/** Planted in what is private of an error; no answer may hold it. */
export const secret = 'hunter2';

/** A value, by the name that a counterexample shows. */
type Ingredient = readonly [name: string, make: () => unknown];

function throws(): never {
  throw new Error(`${secret} from a getter`);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { value } : [value];
  return value;
}

function cycle(): unknown {
  const value: Record<string, unknown> = { fine: 1, list: [] };
  value['self'] = value;
  (value['list'] as unknown[]).push(value, value['list']);
  return value;
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** New objects for ever. */
function endless(): unknown {
  return {
    get more(): unknown {
      return endless();
    },
  };
}

const sparse: unknown[] = Object.assign([], { length: 2 ** 31 });
const long = 'l'.repeat(20_000);

const texts: readonly string[] = [
  '',
  'text',
  'Not Found',
  'a\r\nX-Injected: 1',
  'snow ☃ and \ud800 and 🍎',
  '</script><script>',
  '\0',
  '__proto__',
  'constructor',
  'toJSON',
  '*',
  'GET, POST',
  'text/html',
  'https://example.com/problems/x',
  'about:blank',
  'not a uri <>',
  'entity.too.large',
  'entity.parse.failed',
  'FST_ERR_VALIDATION',
  'FST_ERR_CTP_INVALID_JSON_BODY',
  'Z_DATA_ERROR',
  'URIError',
  'SyntaxError',
  'Unsupported Content-Encoding: x',
];

const statuses: readonly unknown[] = [
  400,
  401,
  404,
  405,
  409,
  415,
  416,
  422,
  426,
  429,
  500,
  503,
  599,
  99,
  200,
  304,
  399,
  600,
  404.5,
  '404',
  -0,
  NaN,
];

const ingredients: readonly Ingredient[] = [
  ...texts.map((text): Ingredient => [JSON.stringify(text), () => text]),
  ...statuses.map((status): Ingredient => [String(status), () => status]),
  ['undefined', () => undefined],
  ['null', () => null],
  ['true', () => true],
  ['false', () => false],
  ['1e999', () => Infinity],
  ['10n', () => 10n],
  ['Symbol()', () => Symbol('x')],
  ['a function', () => () => 'x'],
  ['a function that resists', () => Object.assign(() => 'x', { toString: throws, toJSON: throws })],
  ['a class', () => class {}],
  ['a long text', () => long],
  ['{}', () => ({})],
  ['[]', () => []],
  ['an object', () => ({ a: 1, b: [null, { c: 'd' }], type: 'x', status: 200, __proto__: { e: 1 } })],
  ['own __proto__', () => JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toJSON":2}') as unknown],
  ['null prototype', () => Object.assign(Object.create(null) as object, { message: 'text', a: 10n })],
  ['frozen', () => Object.freeze({ a: Object.freeze([1, 2]), message: 'text' })],
  ['a list', () => ['text', 'a\nb', 7, null, undefined, 10n, Symbol('x'), {}, Number.NaN]],
  ['a list of lists', () => [['X-A', 'b'], ['X-B'], 'X-C', []]],
  ['a cycle', cycle],
  ['a getter that throws', () => Object.defineProperty({ a: 1 }, 'b', { enumerable: true, get: throws })],
  ['toJSON', () => ({ toJSON: () => ({ json: 10n }) })],
  ['toJSON that throws', () => ({ toJSON: throws })],
  ['toString that throws', () => ({ toString: throws, valueOf: throws, [Symbol.toPrimitive]: throws })],
  ['a revoked Proxy', revoked],
  ['a Proxy that answers to every name', () => new Proxy({}, { get: () => 'text', has: () => true })],
  ['a Date', () => new Date(0)],
  ['an invalid Date', () => new Date(Number.NaN)],
  ['a RegExp', () => /x/g],
  [
    'a Map',
    () =>
      new Map<unknown, unknown>([
        ['X-Map', 'text'],
        [7, 8],
        ['X-Bad', 'a\nb'],
        ['Vary', ['a', 7]],
      ]),
  ],
  ['Headers', () => new Headers({ 'X-Headers': 'text', 'Set-Cookie': 'a=b' })],
  ['entries that throw', () => ({ entries: throws })],
  ['a Set', () => new Set([1])],
  ['bytes', () => new Uint8Array([1, 2])],
  ['a Buffer', () => Buffer.from('text')],
  ['wrapped', (): unknown[] => ['text', 1, false, 10n, Symbol('x')].map(Object)],
  ['a thenable', () => Object.assign({}, ...['then'].map((name) => ({ [name]: throws }))) as unknown],
  [
    'header fields',
    () => ({
      'Retry-After': 30,
      'content-length': '5',
      Connection: 'close',
      Vary: ['Accept', 'origin'],
      'X C': 'x',
      'X-D': ['fine', 'b\0d'],
      Allow: 'get, POST,,',
      'WWW-Authenticate': ['Basic', 'Bearer'],
      'Set-Cookie': ['a=b', 'c=d'],
      'X-Long': long,
    }),
  ],
  [
    'a payload',
    () => ({ message: ['one', 'two', 3], error: 'Bad Request', statusCode: 400, more: { a: 1 } }),
  ],
  [
    'boom output',
    () => ({ statusCode: 409, payload: { message: 'Shipped', order: 42 }, headers: { 'X-A': 'b' } }),
  ],
];

/** These keep a responder busy up to its limits, so they are rare: a run is to be of many values. */
const heavy: readonly Ingredient[] = [
  ['a huge BigInt', () => 1n << 100_000n],
  ['a sparse list', () => sparse],
  ['deep', () => nested(50)],
  ['too deep', () => nested(500)],
  ['endless', endless],
  ['toJSON of itself', () => ({ toJSON: endlessJson })],
  ['a Proxy that is a list without end', () => new Proxy([], { get: endlessList })],
  ['entries without end', () => ({ entries: endlessEntries })],
  ['many bytes', () => new Uint8Array(20_000)],
  ['many members', () => Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`m${index}`, index]))],
];

function endlessJson(): unknown {
  return { toJSON: endlessJson };
}

function endlessList(_: unknown, key: string | symbol): unknown {
  return key === 'length' ? Infinity : key === Symbol.iterator ? endlessEntries : undefined;
}

function* endlessEntries(): Generator<[string, string]> {
  for (let index = 0; ; index++) yield [`X-${index}`, 'x'];
}

/** The names that the rules look for. */
const names = [
  'status',
  'statusCode',
  'expose',
  'message',
  'detail',
  'title',
  'type',
  'instance',
  'extensions',
  'headers',
  'code',
  'name',
  'isBoom',
  'output',
  'errors',
  'response',
  'validation',
  'toJSON',
  'then',
  'constructor',
  'retryAfter',
  'challenge',
  'allow',
];

/** What no rule makes public, whatever the error is. */
const privateMembers = {
  stack: secret,
  sql: `select ${secret}`,
  config: { headers: { authorization: secret } },
  body: `{"password":"${secret}"`,
  data: { secret },
};

const errorStatuses = [409, 400, 401, 404, 405, 415, 416, 422, 426, 429, 500, 503, 599, 200, 404.5];

type Members = readonly (readonly [name: string, ingredient: number])[];

/** What a thrown value is made of. */
export interface Recipe {
  readonly shape: string;
  readonly members: Members;
  readonly status: number;
  readonly guise: string;
  /** For the guise that changes: from which look on, and what is seen then. */
  readonly look: number;
  readonly later: number;
  readonly anything: unknown;
}

const Custom = defineProblem({
  type: 'https://example.com/problems/custom',
  title: 'Custom',
  status: 409,
  extensions: extensions<{ a?: unknown }>(),
  detail: (members) => `${String(members['a'])}`,
});

const classes = Object.values(statusClasses) as unknown as readonly (new (...args: unknown[]) => HttpError)[];

function ingredient(index: number): unknown {
  return (ingredients[index] ?? heavy[index - ingredients.length])?.[1]();
}

function membersOf(recipe: Recipe): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, index] of recipe.members) members[name] = ingredient(index);
  return members;
}

/** Each makes a value of what the recipe gives. */
const shapes: Readonly<Record<string, (recipe: Recipe, members: Record<string, unknown>) => unknown>> = {
  // Nobody vouches for these, so their message is as private as the rest.
  'an Error': (_, members) => {
    const { expose: _expose, isBoom: _isBoom, output: _output, ...rest } = members;
    return define(new Error(secret, { cause: new Error(secret) }), {
      ...rest,
      message: secret,
      ...privateMembers,
    });
  },
  'an AggregateError': () => new AggregateError([new Error(secret), secret], secret),
  'an SDK error': ({ status }) =>
    define(new TypeError(secret), {
      status,
      statusCode: status,
      response: { status, data: secret },
      ...privateMembers,
    }),
  'a parser error': ({ status }, { headers }) =>
    define(new SyntaxError(secret), {
      type: 'entity.parse.failed',
      status,
      statusCode: status,
      expose: true,
      headers,
      ...privateMembers,
    }),
  'a Fastify error': ({ status }) =>
    define(new Error(secret), {
      code: 'FST_ERR_CTP_INVALID_JSON_BODY',
      statusCode: status,
      ...privateMembers,
    }),

  'an object': (_, members) => ({ ...members, ...privateMembers }),
  'an object without a prototype': (_, members) => define(Object.create(null) as object, members),
  'a function': (_, members) => define(() => secret, members),
  'a list': (_, members) => Object.values(members),
  'a member': (_, members) => Object.values(members)[0],
  'http-errors': ({ status }, { status: _status, statusCode: _statusCode, ...members }) =>
    define(new Error(status === 500 ? secret : 'text'), {
      expose: true,
      status,
      statusCode: status,
      ...members,
      ...privateMembers,
      ...privateOf500(status),
    }),
  'hidden http-errors': ({ status }) =>
    define(new Error(secret), { expose: false, status, statusCode: status, ...privateMembers }),
  Boom: ({ status }, members) => ({
    isBoom: true,
    output: {
      statusCode: status,
      payload: { ...members, ...privateOf500(status) },
      headers: members['headers'],
    },
    message: secret,
    ...privateMembers,
  }),
  Nest: ({ status }, members) => ({
    getStatus: () => status,
    getResponse: () => members['response'] ?? { ...members, ...privateOf500(status) },
    message: secret,
    ...privateMembers,
  }),
  Hono: ({ status }, members) => ({
    status,
    getResponse: throws,
    res: { headers: members['headers'] },
    ...privateMembers,
  }),
  'a hidden HttpError': ({ status }) =>
    status === 500 ? new HttpError(500, secret) : new HttpError(status, secret, { expose: false }),
  HttpError: ({ status }, members) => new HttpError(status, { ...members, cause: new Error(secret) }),
  'HttpError of anything': (_, members) => {
    const [status, first, second] = Object.values(members);
    return new HttpError(status as number, first as string, second as object);
  },
  'a status class': ({ status }, members) => {
    const args = status % 2 === 0 ? [members['detail'], members] : [members];
    const Class = classes[status % classes.length];
    return Class === undefined ? undefined : new Class(...args);
  },
  'a problem type': (_, members) => new Custom(members, { cause: secret }),
  'HttpError, changed': ({ status }, members) =>
    define(new HttpError(status === 200 ? 409 : status), { ...members, ...privateMembers, cause: secret }),
  'a request without a route': (_, members) => unmatched(Object.values(members) as string[]),
  'the brand of such a request': (_, members) => ({
    [Symbol.for('@statusquo/core/unmatched')]: Object.values(members)[0],
  }),
  'the brand of an error': ({ status }, members) => ({
    [Symbol.for('@statusquo/core/http-error')]: true,
    [Symbol.for('@statusquo/core/corrections')]: members['errors'],
    status,
    type: 'text',
    title: 'text',
    ...members,
    ...privateMembers,
  }),
  'a promise': () => Promise.reject(new Error(secret)),
  anything: ({ anything }) => anything,
};

/** The text of a 500 is private, whichever library made it. */
function privateOf500(status: number): object {
  return status === 500 ? { message: secret, more: secret } : {};
}

function define(target: object, members: Readonly<Record<string, unknown>>): object {
  // V8 formats the stack when it is replaced, and asks name and message, which may throw.
  const { stack, ...rest } = members;
  for (const name of Object.keys({ stack, ...rest })) {
    if (name === 'stack' && stack === undefined) continue;
    Object.defineProperty(target, name, {
      value: members[name],
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return target;
}

const traps = ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'] as const;

/** What is thrown may be seen through something that makes it worse. */
const guises: Readonly<Record<string, (value: object, recipe: Recipe, writes: string[]) => unknown>> = {
  itself: (value) => value,
  watched: (value, _, writes) => watched(value, writes),
  frozen: (value) => (ArrayBuffer.isView(value) ? value : Object.freeze(value)),
  changing: (value, { look, later }) => {
    let looks = 0;
    return new Proxy(value, {
      get: (target, key): unknown => (++looks > look ? ingredient(later) : Reflect.get(target, key)),
    });
  },
  'a Proxy with a trap that throws': (value, { look }) => {
    const trap = traps[look % traps.length] ?? 'get';
    return new Proxy(value, { [trap]: throws });
  },
  revoked: (value) => {
    const { proxy, revoke } = Proxy.revocable(value, {});
    revoke();
    return proxy;
  },
  'a cause': (value) => new Error(secret, { cause: value }),
};

/** Whether a value can be seen through a Proxy: what has internal slots cannot. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The value, and all that is reached through it, with a note of every attempt to write. */
function watched(value: object, writes: string[]): object {
  const wrote =
    (what: string) =>
    (_: object, key?: unknown): boolean => {
      writes.push(`${what} ${String(key)}`);
      return true;
    };
  return new Proxy(value, {
    get(target, key, receiver): unknown {
      const member: unknown = Reflect.get(target, key, receiver);
      const isFixed = Object.getOwnPropertyDescriptor(target, key)?.configurable === false;
      return isPlain(member) && !isFixed ? watched(member, writes) : member;
    },
    set: wrote('set'),
    defineProperty: wrote('define'),
    deleteProperty: wrote('delete'),
    setPrototypeOf: wrote('setPrototypeOf'),
    preventExtensions: wrote('preventExtensions'),
  });
}

/** Makes the value to throw; whoever writes to it, or to anything in it, is in `writes`. */
export function thrownOf(recipe: Recipe, writes: string[]): unknown {
  const value = shapes[recipe.shape]?.(recipe, membersOf(recipe));
  if (typeof value !== 'object' || value === null || recipe.shape === 'a promise') return value;
  try {
    return guises[recipe.guise]?.(value, recipe, writes);
  } catch {
    // A revoked Proxy, which was an ingredient, can neither be frozen nor worn by another one.
    return value;
  }
}

const shapeNames = Object.keys(shapes);
const guiseNames = ['itself', ...Object.keys(guises)];
const looks = 12;

/** Which ingredient a number stands for. */
function ingredientOf(number: number): number {
  // One in two hundred is heavy.
  const isHeavy = number % 200 === 199;
  const rest = Math.floor(number / 200);
  return isHeavy ? ingredients.length + (rest % heavy.length) : number % ingredients.length;
}

const numbers = 2 ** 31 - 1;

/** One number for each member and one for all the rest: a run makes millions of recipes, and most of the time would go there. */
const ofShapes: fc.Arbitrary<Recipe> = fc
  .tuple(fc.nat(numbers), fc.nat(numbers), fc.array(fc.nat(numbers), { maxLength: 6 }))
  .map(([choices, later, members]) => {
    const pick = picker(choices);
    return {
      shape: pick(shapeNames),
      members: members.map(
        (number) =>
          [names[number % names.length] ?? '', ingredientOf(Math.floor(number / names.length))] as const,
      ),
      status: pick(errorStatuses),
      guise: pick(guiseNames),
      look: later % looks,
      later: ingredientOf(Math.floor(later / looks)),
      anything: null,
    };
  });

const anything: fc.Arbitrary<Recipe> = fc
  .anything({
    maxDepth: 2,
    maxKeys: 3,
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  })
  .map((value) => ({
    shape: 'anything',
    members: [],
    status: 400,
    guise: 'watched',
    look: 0,
    later: 0,
    anything: value,
  }));

/** Recipes for values to throw. */
export const recipe: fc.Arbitrary<Recipe> = fc.oneof(
  { weight: 30, arbitrary: ofShapes },
  { weight: 1, arbitrary: anything },
);

/** Takes one choice after the other out of a number, the first ones of each list for 0. */
export function picker(number: number): <Choice>(choices: readonly Choice[]) => Choice {
  let rest = number;
  return (choices) => {
    const [choice] = choices.slice(rest % choices.length);
    if (choice === undefined) throw new RangeError('There is nothing to choose from.');
    rest = Math.floor(rest / choices.length);
    return choice;
  };
}
