import type { Host } from './hosts/host.js';

/** Each is loaded in its own process only. */
export const hosts: Readonly<Record<string, () => Promise<{ readonly host: Host }>>> = {
  express: () => import('./hosts/express.js'),
  koa: () => import('./hosts/koa.js'),
  fastify: () => import('./hosts/fastify.js'),
  'nest-express': () => import('./hosts/nest-express.js'),
  'nest-fastify': () => import('./hosts/nest-fastify.js'),
  node: () => import('./hosts/node.js'),
};
