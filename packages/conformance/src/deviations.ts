import type { Expectation } from './case.ts';
import { fetchDeviations } from './fetch-deviations.ts';

/** The hosts of the table. */
export type HostName =
  | 'express'
  | 'koa'
  | 'fastify'
  | 'express-4'
  | 'koa-2'
  | 'nest-11-express'
  | 'nest-11-fastify'
  | 'nest-express'
  | 'nest-fastify'
  | 'node'
  | 'node-http2'
  | 'fastify-http2'
  | 'koa-http2'
  | 'hono'
  | 'fetch';

/** A case that a host cannot answer like the others. A listed case that passes fails the build. */
export interface Deviation {
  readonly host: HostName;
  /** The name of the case. */
  readonly case: string;
  /** Why it is not ours to mend. */
  readonly reason: string;
  /** What comes instead, as literal as in the table. */
  readonly instead: Expectation;
}

const fine: Expectation = { status: 200, kind: 'other', body: 'fine', report: 'none' };
/** Nest answers every POST with 201. */
const created: Expectation = { ...fine, status: 201 };
const unmatched: Expectation = {
  status: 404,
  body: '{"type":"about:blank","title":"Not Found","status":404}',
  report: { kind: 'unmatched' },
};
const internal: Expectation = {
  status: 500,
  body: '{"type":"about:blank","title":"Internal Server Error","status":500}',
};
const gone: Expectation = { status: 410, body: '{"type":"about:blank","title":"Gone","status":410}' };

const falsy =
  'Express hands what a function throws to `next`, for which a falsy value is no error: the request goes on to the end of the routes';
const signal = "Express takes 'route' and 'router' for its own signals to leave a route, not for errors";
const mounted = 'the routes of an application that is mounted on another match for a 405 too';
const mountedOnExpress =
  'an application that is mounted keeps its routes to itself, and hands an unknown request back; one that has problemDetails answers 405 itself';
const otherMediaType =
  'body-parser leaves a body of another media type alone, and the route runs without one';
const ignoresCharset = 'Fastify reads every JSON body as UTF-8 and does not look at the charset parameter';
const ignoresCoding =
  'Fastify takes a body as it comes and leaves content codings to @fastify/compress, so this one is read as plain JSON';

const noUpgrade = 'HTTP/2 has no Upgrade, and forbids the fields of a connection: RFC 9113 §8.2.2, §8.6';

/** Everything the hosts do not have in common, with the reason. */
export const deviations: readonly Deviation[] = [
  { host: 'express', case: 'thrown in a function: an empty string', reason: falsy, instead: unmatched },
  { host: 'express', case: 'thrown in a function: null', reason: falsy, instead: unmatched },
  { host: 'express', case: 'thrown in a function: undefined', reason: falsy, instead: unmatched },
  { host: 'express', case: 'thrown in a function: false', reason: falsy, instead: unmatched },
  { host: 'express', case: 'thrown in a function: the string route', reason: signal, instead: unmatched },
  { host: 'express-4', case: 'thrown in a function: the string route', reason: signal, instead: unmatched },
  {
    host: 'express',
    case: 'thrown in an async function: the string route',
    reason: signal,
    instead: unmatched,
  },
  {
    host: 'express-4',
    case: 'thrown in an async function: the string route',
    reason: signal,
    instead: unmatched,
  },
  { host: 'express', case: mounted, reason: mountedOnExpress, instead: unmatched },
  { host: 'express-4', case: mounted, reason: mountedOnExpress, instead: unmatched },
  { host: 'express', case: 'a body of another media type is 415', reason: otherMediaType, instead: fine },
  { host: 'express-4', case: 'a body of another media type is 415', reason: otherMediaType, instead: fine },
  { host: 'node', case: 'a body of another media type is 415', reason: otherMediaType, instead: fine },
  { host: 'node-http2', case: 'a body of another media type is 415', reason: otherMediaType, instead: fine },
  ...(['node-http2', 'fastify-http2', 'koa-http2'] as const).flatMap((host): Deviation[] => [
    {
      host,
      case: '426 UpgradeRequired',
      reason: noUpgrade,
      instead: {
        status: 426,
        headers: { Upgrade: undefined, Connection: undefined },
        body: '{"type":"about:blank","title":"Upgrade Required","status":426,"detail":"This is a WebSocket."}',
        report: { noted: true },
      },
    },
    {
      host,
      case: 'a 426 names its protocols and lists Upgrade in Connection',
      reason: noUpgrade,
      instead: {
        status: 426,
        headers: { Upgrade: undefined, Connection: undefined },
        body: '{"type":"about:blank","title":"Upgrade Required","status":426}',
        report: { noted: true },
      },
    },
  ]),
  ...(['koa', 'koa-2', 'koa-http2'] as const).flatMap((host): Deviation[] => [
    {
      host,
      case: 'a body of another media type is 415',
      reason: '@koa/bodyparser leaves a body of another media type alone, and the route runs without one',
      instead: fine,
    },
    {
      host,
      case: 'an unknown charset is 415',
      reason: 'co-body reads every JSON body as UTF-8 and does not look at the charset parameter',
      instead: fine,
    },
    {
      host,
      case: 'a body that is not the gzip it says is 400',
      reason:
        "co-body hands on zlib's bare error, which cannot be told from a failure of the app's own zlib; `onError` of the body parser can",
      instead: internal,
    },
    {
      host,
      case: 'malformed percent-encoding in a parameter is 400',
      reason: '@koa/router hands a parameter that cannot be decoded to the route as it came',
      instead: gone,
    },
  ]),
  { host: 'fastify', case: 'an unknown charset is 415', reason: ignoresCharset, instead: fine },
  { host: 'fastify', case: 'an unknown content coding is 415', reason: ignoresCoding, instead: fine },
  {
    host: 'fastify',
    case: 'a body that is not the gzip it says is 400',
    reason: ignoresCoding,
    instead: fine,
  },
  { host: 'fastify-http2', case: 'an unknown charset is 415', reason: ignoresCharset, instead: fine },
  { host: 'fastify-http2', case: 'an unknown content coding is 415', reason: ignoresCoding, instead: fine },
  {
    host: 'fastify-http2',
    case: 'a body that is not the gzip it says is 400',
    reason: ignoresCoding,
    instead: fine,
  },
  {
    host: 'nest-express',
    case: 'a body of another media type is 415',
    reason: otherMediaType,
    instead: created,
  },
  {
    host: 'nest-11-express',
    case: 'a body of another media type is 415',
    reason: otherMediaType,
    instead: created,
  },
  { host: 'nest-fastify', case: 'an unknown charset is 415', reason: ignoresCharset, instead: created },
  { host: 'nest-11-fastify', case: 'an unknown charset is 415', reason: ignoresCharset, instead: created },
  { host: 'nest-fastify', case: 'an unknown content coding is 415', reason: ignoresCoding, instead: created },
  {
    host: 'nest-11-fastify',
    case: 'an unknown content coding is 415',
    reason: ignoresCoding,
    instead: created,
  },
  {
    host: 'nest-fastify',
    case: 'a body that is not the gzip it says is 400',
    reason: ignoresCoding,
    instead: created,
  },
  {
    host: 'nest-11-fastify',
    case: 'a body that is not the gzip it says is 400',
    reason: ignoresCoding,
    instead: created,
  },
  ...fetchDeviations,
];
