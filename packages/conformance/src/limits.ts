import type { Expectation } from './case.ts';
import type { Deviation, HostName } from './deviations.ts';

const unmatched: Expectation = {
  status: 404,
  body: '{"type":"about:blank","title":"Not Found","status":404}',
  report: { kind: 'unmatched' },
};

type Limit = Omit<Deviation, 'host'>;

const ofPlainFunctions = 'the methods that a plain function serves are in the Allow of a 405';
const functionsSayNothing = 'a function does not tell what it serves: only routes of the router do';

const ofExpress: readonly Limit[] = [
  {
    case: 'an error behind one that was handed over is reported too',
    reason:
      'Express goes on from where the first error has brought it: the second is behind `problemDetails`, and Express logs it and ends the connection',
    instead: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409}',
      report: { kind: 'thrown', status: 409 },
    },
  },
  { case: ofPlainFunctions, reason: functionsSayNothing, instead: unmatched },
  {
    case: 'a 405 knows the routes of a path that middleware has replaced',
    reason: 'routes in front of that middleware have seen another path than those behind it',
    instead: unmatched,
  },
];

const ofKoa: readonly Limit[] = [
  {
    case: ofPlainFunctions,
    reason: `${functionsSayNothing}, by \`ctx.matched\``,
    instead: unmatched,
  },
];

const ofFastify: readonly Limit[] = [
  {
    case: 'a 405 knows the routes of a constraint that is derived later',
    reason: 'a strategy that takes a callback cannot be asked at once, and `findRoute` asks none',
    instead: unmatched,
  },
  {
    case: 'a 405 knows the routes of a constraint that came by `addConstraintStrategy`',
    reason: 'Fastify tells nobody of such a strategy but its own router',
    instead: unmatched,
  },
];

const ofNest: readonly Limit[] = [
  {
    case: 'a 405 knows the routes of a controller whose host is a pattern with a parameter',
    reason:
      "Nest matches the host within the route, by a syntax that belongs to Nest's own copy of path-to-regexp",
    instead: unmatched,
  },
  {
    case: 'a 405 knows the routes of a method that controllers of different hosts share',
    reason: 'the hosts are noted on the method, and Nest does not tell for which controller a route was made',
    instead: unmatched,
  },
];

/**
 * What hosts cannot do where only they have what it is about, so that no case of the table could ask the others. The case is a
 * sentence that would be true of a host without the limit.
 */
export const limits: readonly Deviation[] = [
  ...on(['express', 'express-4'], ofExpress),
  ...on(['koa', 'koa-2'], ofKoa),
  ...on(['fastify'], ofFastify),
  ...on(['nest-express', 'nest-fastify', 'nest-11-express', 'nest-11-fastify'], ofNest),
];

function on(hosts: readonly HostName[], rows: readonly Limit[]): readonly Deviation[] {
  return rows.flatMap((row) => hosts.map((host) => ({ host, ...row })));
}
