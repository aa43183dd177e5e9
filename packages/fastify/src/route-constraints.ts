import type { FastifyInstance, FastifyRequest } from 'fastify';
import { constructionOptions } from './construction-options.ts';

/** A strategy of find-my-way for a constraint of the app's own, as far as it is asked here. */
interface Strategy {
  readonly name: string;
  deriveConstraint(request: unknown, context: undefined): unknown;
}

/**
 * What a request says for the constraints of the routes: find-my-way's lib/constrainer.js. A strategy that takes a callback is
 * not asked, nor is one that came by `addConstraintStrategy`: Fastify does not tell of those. Their routes match nothing then.
 */
export function routeConstraints({ raw, server }: FastifyRequest): Readonly<Record<string, unknown>> {
  const { headers } = raw;
  const constraints: Record<string, unknown> = { host: headers.host || headers[':authority'] };
  // A version that is asked for excludes the routes without one, but only if some route has one.
  if (server.hasConstraintStrategy('version')) constraints['version'] = headers['accept-version'];
  for (const strategy of strategiesOf(server)) {
    const isAsync = strategy.deriveConstraint.length === 3;
    constraints[strategy.name] = isAsync ? undefined : strategy.deriveConstraint(raw, undefined);
  }
  return constraints;
}

/** Those of each scope: a scan for unknown paths asks for nothing else. */
const known = new WeakMap<FastifyInstance, readonly Strategy[]>();

function strategiesOf(app: FastifyInstance): readonly Strategy[] {
  let strategies = known.get(app);
  if (strategies === undefined) {
    strategies = Object.values(constructionOptions(app)?.routerOptions?.constraints ?? {});
    known.set(app, strategies);
  }
  return strategies;
}
