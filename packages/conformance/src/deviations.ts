import type { Expectation } from './case.ts';

/** The hosts of the table. */
export type HostName = 'express' | 'koa' | 'fastify' | 'nest-express' | 'nest-fastify' | 'node';

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

export const deviations: readonly Deviation[] = [];
