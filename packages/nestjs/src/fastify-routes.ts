import { NotFoundException, type HttpServer } from '@nestjs/common';
import { pathOf } from '@statusquo/core';
import { allowedMethods } from '@statusquo/fastify/internal';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { boundConfig, servesHost, type HostBound } from './host-bound.ts';
import { isInstance } from './is-instance.ts';

/** A route that Nest has bound to hosts. */
interface BoundRoute {
  readonly methods: readonly string[];
  readonly url: string;
  readonly bound: HostBound;
}

/** Keeps the routes of an app that are bound to hosts. */
export function boundRoutes(app: FastifyInstance): readonly BoundRoute[] {
  const routes: BoundRoute[] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    const bound = boundConfig(config);
    if (bound !== undefined) routes.push({ methods: [method].flat(), url, bound });
  });
  return routes;
}

/** The methods of the routes that match the path of a request, its host and its version; none where that cannot be known. */
export function methodsOnFastify(
  adapter: HttpServer,
  routes: readonly BoundRoute[],
  request: FastifyRequest,
): readonly string[] {
  const ofPath = routes.filter(({ url }) => mayMatch(url, request.raw.url ?? ''));
  return allowedMethods(request, (method, params) => {
    // Nest takes an empty parameter for none: fastify-adapter.js, `requireNonEmptyParams`.
    if (Object.entries(params).some(([name, value]) => value === '' && name !== '*')) return false;
    const hostname = adapter.getRequestHostname?.(request) ?? '';
    return ofPath.every(({ methods, bound }) => !methods.includes(method) || servesHost(bound, hostname));
  });
}

/** Fastify does not tell which of its routes it has found, so this is generous. */
function mayMatch(pattern: string, url: string): boolean {
  const given = pathOf(url).split('/').filter(Boolean);
  const parts = pattern.split('/').filter(Boolean);
  const isOpen = /\*|\?$/.test(pattern);
  if (isOpen ? given.length < parts.length - 1 : given.length !== parts.length) return false;
  return parts.every((part, index) => {
    if (/[:*]/.test(part)) return true;
    return part.toLowerCase() === decodeURIComponent(given[index] ?? '').toLowerCase();
  });
}

/**
 * Whether a route has refused the host of a request: Nest throws in it, past the filters of the controller, what it throws
 * where it has no route. Before that it puts the names of the host on the request.
 */
export function refusesHost(error: unknown, request: FastifyRequest): boolean {
  return 'hosts' in request && isInstance(error, NotFoundException);
}
