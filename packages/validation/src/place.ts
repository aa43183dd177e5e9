import { jsonPointer, validationItem, type ValidationItem } from '@statusquo/core';

/** The part of a request that was validated. The second line is what Fastify calls them. */
export type Place = 'body' | 'query' | 'path' | 'header' | 'cookie' | 'querystring' | 'params' | 'headers';

const parameters: Readonly<Record<string, NonNullable<ValidationItem['in']>>> = {
  query: 'query',
  path: 'path',
  header: 'header',
  cookie: 'cookie',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

/** What is said about one value, before its place. */
export interface Finding {
  readonly detail: string;
  readonly code?: string | undefined;
  /** The limit of the rule, for other languages; never a value of the request. */
  readonly limit?: unknown;
  /** Whether the detail says more than the code does. */
  readonly saysMore?: boolean;
}

/** An item, its members in the order of the wire. A parameter is known by its name alone, however deep the value in it is. */
export function itemAt(
  { detail, code, limit, saysMore }: Finding,
  path: readonly string[],
  place: Place,
): ValidationItem {
  const [name] = path;
  const parameter = Object.hasOwn(parameters, place) ? parameters[place] : undefined;
  const item = {
    detail,
    ...(code === undefined ? {} : { code }),
    ...(parameter === undefined ? { pointer: jsonPointer(path) } : { in: parameter }),
    ...(parameter === undefined || name === undefined ? {} : { name }),
  };
  return validationItem(item, { parameters: limit === undefined ? {} : { limit }, saysMore });
}
