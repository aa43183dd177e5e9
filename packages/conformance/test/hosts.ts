import type { Host } from './host.ts';
import { express4, expressHost } from './hosts/express.ts';
import { fastifyHost, fastifyHttp2 } from './hosts/fastify.ts';
import { fetchHost } from './hosts/fetch.ts';
import { hono } from './hosts/hono.ts';
import { koa, koa2, koaHttp2 } from './hosts/koa.ts';
import { nestExpress, nestFastify } from './hosts/nest.ts';
import { node } from './hosts/node.ts';
import { nodeHttp2 } from './hosts/node-http2.ts';

/** The hosts of the table over HTTP/1.1. */
export const hosts: readonly Host[] = [
  expressHost,
  koa,
  express4,
  koa2,
  fastifyHost,
  nestExpress,
  nestFastify,
  node,
  hono,
  fetchHost,
];

/** The two that only play where `@nestjs/*` is Nest 11. */
export const nest11Hosts: readonly Host[] = [
  { ...nestExpress, name: 'nest-11-express' },
  { ...nestFastify, name: 'nest-11-fastify' },
];

/** What `pnpm soak` plays on: HTTP/1.1. */
export const soakHosts: readonly Host[] = [...hosts, ...nest11Hosts];

/** Those over HTTP/2: what can be played there is the same table. */
export const http2Hosts: readonly Host[] = [nodeHttp2, koaHttp2, fastifyHttp2];
