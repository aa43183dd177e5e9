import type { HttpErrorClass } from './http-error.ts';
import { blank } from './problem-details.ts';

/** The problem types of a service, by URI. */
export interface Catalog<C extends HttpErrorClass> {
  readonly types: ReadonlyMap<string, C>;
  /** The class of a problem type; exact for a literal URI. */
  get<T extends string>(type: T): Extract<C, { readonly type: T }> | undefined;
}

/**
 * Collects problem types, for clients that turn a response back into a class.
 *
 * @throws {TypeError} if two classes have the same type, or one has none: at start.
 */
export function createCatalog<const C extends readonly (HttpErrorClass & { readonly type: string })[]>(
  ...classes: C
): Catalog<C[number]> {
  const types = new Map<string, C[number]>();
  for (const problem of classes) {
    const type: unknown = typeof problem === 'function' ? problem.type : undefined;
    if (typeof type !== 'string' || type === blank) {
      throw new TypeError('createCatalog: takes the classes of problem types; make them with defineProblem.');
    }
    if (types.has(type)) throw new TypeError(`createCatalog: two classes have the problem type "${type}".`);
    types.set(type, problem);
  }
  return {
    types,
    get<T extends string>(type: T) {
      return types.get(type) as Extract<C[number], { readonly type: T }> | undefined;
    },
  };
}
