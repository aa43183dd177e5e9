import { SetMetadata } from '@nestjs/common';
import { Reflector, type ModulesContainer } from '@nestjs/core';

/** What `@Controller({ host })` takes. */
type Hosts = string | RegExp | readonly (string | RegExp)[];

/** The hosts of a route; none where two controllers share its method, and differ in their hosts. */
export interface HostBound {
  readonly hosts: Hosts | undefined;
}

const key = '@statusquo/nestjs/hosts';
// @nestjs/platform-fastify, constants.js: what `@RouteConfig()` leaves, and becomes the `config` of a route.
const configKey = '__fastify_route_config__';
const reflector = new Reflector();

/**
 * Notes the hosts of a controller on its methods. Nest checks a host within the route, where nobody sees it, but copies what
 * is noted on a method to the route that it makes: router-explorer.js, `copyMetadataToCallback`.
 */
export function noteHosts(modules: ModulesContainer): void {
  const seen = new Map<object, Hosts | undefined>();
  for (const { controllers } of modules.values()) {
    for (const { metatype } of controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const hosts = reflector.get<Hosts | undefined>('host', metatype);
      for (const method of methodsOf(metatype.prototype as object)) {
        const isShared = seen.has(method) && seen.get(method) !== hosts;
        seen.set(method, hosts);
        if (isShared) note(method, { hosts: undefined });
        else if (hosts !== undefined) note(method, { hosts });
      }
    }
  }
}

/** The methods of all controllers that are routes. */
export function* routeMethodsOf(modules: ModulesContainer): Generator<() => unknown> {
  for (const { controllers } of modules.values()) {
    for (const { metatype } of controllers.values())
      if (typeof metatype === 'function') yield* methodsOf(metatype.prototype as object);
  }
}

function* methodsOf(prototype: object | null): Generator<() => unknown> {
  if (prototype === null) return;
  const own: Readonly<Record<string, PropertyDescriptor>> = Object.getOwnPropertyDescriptors(prototype);
  for (const { value } of Object.values(own)) {
    const method = value as (() => unknown) | undefined;
    if (typeof method === 'function' && reflector.get('method', method) !== undefined) yield method;
  }
  yield* methodsOf(Object.getPrototypeOf(prototype) as object | null);
}

function note(method: () => unknown, bound: HostBound): void {
  const config = reflector.get<object | undefined>(configKey, method);
  SetMetadata(key, bound)(method);
  SetMetadata(configKey, { ...config, [key]: bound })(method);
}

/** The hosts of a route of Express, by its handler. */
export function boundHandler(handler: object): HostBound | undefined {
  return reflector.get<HostBound | undefined>(key, handler as () => unknown);
}

/** The hosts of a route of Fastify, by its `config`. */
export function boundConfig(config: unknown): HostBound | undefined {
  return (config as { readonly [key]?: HostBound } | undefined)?.[key];
}

/**
 * Whether a route serves a host. Patterns are those of path-to-regexp, as Nest has them, of which plain names are compared.
 *
 * @throws {Error} where that cannot be known.
 */
export function servesHost({ hosts }: HostBound, hostname: string): boolean {
  const isServed = (pattern: string | RegExp): boolean | undefined => {
    if (typeof pattern !== 'string') return hostname.match(pattern) !== null;
    return /^[\w.-]+$/.test(pattern) ? hostname.toLowerCase() === pattern.toLowerCase() : undefined;
  };
  const answers = hosts === undefined ? [undefined] : [hosts].flat().map(isServed);
  if (answers.includes(true)) return true;
  if (answers.includes(undefined)) throw new Error('The hosts of a route are not known.');
  return false;
}
