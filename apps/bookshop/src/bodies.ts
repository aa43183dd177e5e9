import { jsonPointer, keywordDetail, type ValidationItem } from '@statusquo/core';
import { fromAjv } from '@statusquo/validation';
import { Ajv, type SchemaObject } from 'ajv';
import { isIsbn } from './isbn.ts';
import type { Book, OrderRequest } from './model.ts';
import { ValidationFailed } from './problems.ts';

const ajv = new Ajv({ allErrors: true });
ajv.addFormat('isbn-13', isIsbn);

const isbnSchema = { type: 'string', format: 'isbn-13' };
const detailSchemas = {
  // JSON Schema counts code points. The classes are control characters and lone surrogates.
  title: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[^\\p{Cc}\\p{Cs}]*$' },
  price: { type: 'integer', minimum: 0, maximum: 2_147_483_647 },
  stock: { type: 'integer', minimum: 0, maximum: 2_147_483_647 },
};

const checkBook = checkOf<Book>({ isbn: isbnSchema, ...detailSchemas });
const checkDetails = checkOf<Omit<Book, 'isbn'>>(detailSchemas);
const checkOrder = checkOf<OrderRequest>({
  isbn: isbnSchema,
  quantity: { type: 'integer', minimum: 1, maximum: 100 },
});

/** The body of `POST /books`. @throws {ValidationFailed} */
export function parseBook(body: unknown): Book {
  const errors = checkBook(body);
  if (errors.length > 0) throw new ValidationFailed({ errors });
  const { isbn, title, price, stock } = body as Book;
  return { isbn, title, price, stock };
}

/** The body of `PUT /books/:isbn`, where `isbn` may be left out. @throws {ValidationFailed} */
export function parseBookUpdate(body: unknown, isbn: string): Book {
  const { isbn: given, rest } = takeIsbn(body);
  const isOther = given !== undefined && given !== isbn;
  const errors = [...(isOther ? [otherIsbn] : []), ...checkDetails(rest)];
  if (errors.length > 0) throw new ValidationFailed({ errors });
  const { title, price, stock } = rest as Book;
  return { isbn, title, price, stock };
}

/** The body of `POST /orders`. @throws {ValidationFailed} */
export function parseOrder(body: unknown): OrderRequest {
  const errors = checkOrder(body);
  if (errors.length > 0) throw new ValidationFailed({ errors });
  const { isbn, quantity } = body as OrderRequest;
  return { isbn, quantity };
}

const otherIsbn: ValidationItem = {
  detail: keywordDetail('const') ?? 'const',
  code: 'const',
  pointer: jsonPointer(['isbn']),
};

/** A body without its `isbn`: what the path says is not for a schema to know. */
function takeIsbn(body: unknown): { isbn?: unknown; rest: unknown } {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'isbn')) return { rest: body };
  // A member named __proto__ has to stay one, as it does in fromEntries.
  const rest: unknown = Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'isbn'));
  return { isbn: (body as { isbn: unknown }).isbn, rest };
}

/**
 * A function that says what is wrong with an object: one item for each invalid value, the members in their order, then the
 * unknown ones as sent. All members are required.
 */
function checkOf<T>(
  properties: Readonly<Record<keyof T & string, SchemaObject>>,
): (value: unknown) => ValidationItem[] {
  const members = Object.keys(properties);
  const pointers = members.map((name) => jsonPointer([name]));
  const rank = (item: ValidationItem): number => {
    const index = pointers.indexOf(item.pointer ?? '');
    return index < 0 ? pointers.length : index;
  };
  const validate = ajv.compile({
    type: 'object',
    properties,
    required: members,
    additionalProperties: false,
  });

  return (value) => {
    if (validate(value)) return [];
    const seen = new Set<string | undefined>();
    return fromAjv(validate.errors)
      .filter(({ pointer }) => !seen.has(pointer) && seen.add(pointer))
      .sort((a, b) => rank(a) - rank(b));
  };
}
