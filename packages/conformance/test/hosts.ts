import type { Host } from './host.ts';
import { expressHost } from './hosts/express.ts';
import { fastifyHost } from './hosts/fastify.ts';
import { koa } from './hosts/koa.ts';
import { nestExpress, nestFastify } from './hosts/nest.ts';
import { node } from './hosts/node.ts';
import { nodeHttp2 } from './hosts/node-http2.ts';

/** Every host of the table. */
export const hosts: readonly Host[] = [
  expressHost,
  koa,
  fastifyHost,
  nestExpress,
  nestFastify,
  node,
  nodeHttp2,
];
