import { keywordDetail, PreconditionRequired, type ValidationItem } from '@statusquo/core';
import { isIsbn } from './isbn.ts';
import type { Page } from './model.ts';
import { ValidationFailed } from './problems.ts';

/** The ISBN in a path. @throws {ValidationFailed} */
export function parseIsbn(text = ''): string {
  if (isIsbn(text)) return text;
  throw new ValidationFailed({ errors: [item('format', 'isbn-13', 'path', 'isbn')] });
}

/** The number of an order or an import in a path. @throws {ValidationFailed} */
export function parseId(text = ''): number {
  const { value, error } = integer(text, 2_147_483_647, 'path', 'id');
  if (error !== undefined) throw new ValidationFailed({ errors: [error] });
  return value;
}

/**
 * The page that the query of a URL asks for. The URL itself is read, since frameworks do not agree on what a query such as
 * `page[]=1` says. @throws {ValidationFailed}
 */
export function parsePage(url: string): Page {
  const start = url.indexOf('?');
  const query = new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
  const read = (name: string, fallback: number, maximum: number): ReturnType<typeof integer> => {
    const [text = String(fallback), ...others] = query.getAll(name);
    return integer(others.length === 0 ? text : 'several values', maximum, 'query', name);
  };
  const page = read('page', 1, Number.MAX_SAFE_INTEGER);
  const limit = read('limit', 20, 100);
  const errors = [page.error, limit.error].filter((error) => error !== undefined);
  if (errors.length > 0) throw new ValidationFailed({ errors });
  return { page: page.value, limit: limit.value };
}

/** The value of If-Match. @throws {PreconditionRequired} if there is none. RFC 6585 §3 */
export function requireIfMatch(field: string | undefined): string {
  if (field === undefined || field.trim() === '')
    throw new PreconditionRequired('Send If-Match with the ETag that you read.');
  return field;
}

/** An integer from 1, as JSON would write it. */
function integer(
  text: string,
  maximum: number,
  place: 'path' | 'query',
  name: string,
): { readonly value: number; readonly error?: ValidationItem } {
  const value = /^-?(?:0|[1-9]\d*)$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) return { value, error: item('type', 'integer', place, name) };
  if (value < 1) return { value, error: item('minimum', 1, place, name) };
  if (value > maximum) return { value, error: item('maximum', maximum, place, name) };
  return { value };
}

function item(
  keyword: 'format' | 'maximum' | 'minimum' | 'type',
  limit: number | string,
  place: 'path' | 'query',
  name: string,
): ValidationItem {
  return { detail: keywordDetail(keyword, limit) ?? keyword, code: keyword, in: place, name };
}
