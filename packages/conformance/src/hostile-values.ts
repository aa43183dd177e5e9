/** Values that no literal can write, and that break handlers which touch what they got. Each text that must not leave holds `hunter2`. */

function cycle(): object {
  const value: Record<string, unknown> = { name: 'loop' };
  value['self'] = value;
  return value;
}

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function refuse(): never {
  throw new Error('hunter2');
}

function rejected(): Promise<never> {
  const promise = Promise.reject(new Error('hunter2'));
  promise.catch(() => undefined); // thrown as a value: nobody awaits it, and that is no fault of the host
  return promise;
}

interface HostileValues {
  readonly cycle: object;
  readonly revokedProxy: object;
  readonly proxyThatThrows: object;
  readonly throwingGetter: object;
  readonly throwingToJSON: object;
  readonly function: () => string;
  readonly symbol: symbol;
  readonly nullPrototype: object;
  readonly ownProto: object;
  readonly rejectedPromise: Promise<never>;
}

/** Objects and functions for `throwValue` and for extension members. */
export const hostile: HostileValues = {
  cycle: cycle(),
  revokedProxy: revokedProxy(),
  proxyThatThrows: new Proxy(
    {},
    { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse, getOwnPropertyDescriptor: refuse },
  ),
  throwingGetter: Object.defineProperty({ kept: 1 }, 'secret', { enumerable: true, get: refuse }),
  throwingToJSON: { toJSON: refuse },
  function: (): string => 'hunter2',
  symbol: Symbol('hunter2'),
  nullPrototype: Object.assign(Object.create(null) as object, { statusCode: 403, message: 'hunter2' }),
  ownProto: JSON.parse(
    '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"kept":1}',
  ) as object,
  rejectedPromise: rejected(),
};
