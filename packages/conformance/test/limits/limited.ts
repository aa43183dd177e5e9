import type { Case } from '../../src/case.ts';
import type { HostName } from '../../src/deviations.ts';
import type { Running } from '../host.ts';
import type { Options } from '../options.ts';

/** A server that shows a limit, and the request that does. */
export interface Limited {
  readonly ask: Pick<Case, 'path' | 'request'>;
  start(host: HostName, options: Options): Promise<Running>;
  /** What came to the framework instead, where the answer does not show it. */
  readonly leftToHost?: () => unknown;
}

/** Of the path that has a route, with a method that has none. */
export const deletes: Limited['ask'] = { path: '/books', request: { method: 'DELETE' } };
