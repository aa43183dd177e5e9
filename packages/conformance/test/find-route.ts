import { BadRequest, unmatched } from '@statusquo/core';
import type { Case, Route } from '../src/case.ts';
import { methodsOf, playsAt, routePath } from './host.ts';

/** The router, of a few lines, of the hosts that have none: the route that plays, or `fine` for GET /fine. */
export function findRoute(cases: readonly Case[], method: string, target: string): Route | 'fine' {
  const [path = ''] = target.split('?');
  if (path === '/fine') return 'fine';
  const matching = cases.flatMap((row) =>
    row.route !== undefined && matches(routePath(row), path) ? [row.route] : [],
  );
  const methods = matching.flatMap(methodsOf);
  const found = matching.find((candidate) => serves(methodsOf(candidate), method));
  if (found === undefined) throw unmatched(methods);
  checkParameters(path);
  return playsAt(cases, 'guard', target)?.route ?? found;
}

function matches(pattern: string, path: string): boolean {
  const [parts, given] = [pattern.split('/'), path.split('/')];
  return (
    parts.length === given.length &&
    parts.every((part, index) => part.startsWith(':') || part === given[index])
  );
}

/** A parameter that cannot be decoded is the client's mistake, as in other routers. */
function checkParameters(path: string): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw new BadRequest('The percent-encoding of the request path is malformed.');
  }
}

function serves(methods: readonly string[], method: string): boolean {
  return methods.includes(method) || (method === 'HEAD' && methods.includes('GET'));
}
