import type { Target } from './target.js';

/** Against a response that is written by hand, with stacks and without those of 4xx. */
export const httpTargets: Readonly<Record<string, { readonly on: Target; readonly off: Target }>> = {
  express: { on: { atMost: 1.05 }, off: { atMost: 1 } },
  koa: { on: { atMost: 1.6 }, off: { atMost: 1.2 } },
  fastify: { on: { atMost: 1.8 }, off: { atMost: 1.3 } },
  'nest-express': { on: { atMost: 0.95 }, off: { atMost: 0.95 } },
  'nest-fastify': { on: { atMost: 1.55 }, off: { atMost: 1.3 } },
  node: { on: { atMost: 1.9 }, off: { atMost: 1.5 } },
};

/** Against the host's own 404. */
export const unmatchedTarget: Target = { atMost: 1.1 };
