import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expectTypeOf, it } from 'vitest';
import type { Conflict } from './client-errors.ts';
import { createCatalog } from './create-catalog.ts';
import { defineProblem, extensions } from './define-problem.ts';
import { HttpError, isHttpError } from './http-error.ts';

declare const schema: StandardSchemaV1<unknown, { orderId: number }>;

class OutOfStock extends defineProblem({
  type: 'https://example.com/out-of-stock',
  title: 'Out of stock',
  status: 409,
  extensions: extensions<{ isbn: string; requested: number }>(),
  detail: ({ requested }) => {
    expectTypeOf(requested).toEqualTypeOf<number>();
    return String(requested);
  },
}) {}
class Shipped extends defineProblem({
  type: 'https://example.com/shipped',
  title: 'Shipped',
  status: 409,
  extensions: schema,
}) {}
class ReadOnly extends defineProblem({
  type: 'https://example.com/read-only',
  title: 'Read only',
  status: 405,
}) {}
class Teapot extends defineProblem({ type: 'https://example.com/teapot', title: 'Teapot', status: 418 }) {}

describe('defineProblem', () => {
  it('types the members, and requires them', () => {
    const error = new OutOfStock({ isbn: 'x', requested: 3 }, { cause: 1 });
    expectTypeOf(error.extensions.isbn).toEqualTypeOf<string>();
    expectTypeOf(error.status).toEqualTypeOf<409>();
    expectTypeOf(error.type).toEqualTypeOf<'https://example.com/out-of-stock'>();
    expectTypeOf(error).toExtend<Conflict>();
    expectTypeOf(new Shipped({ orderId: 1 }).extensions.orderId).toEqualTypeOf<number>();
    // @ts-expect-error a member is missing
    void new OutOfStock({ isbn: 'x' });
    // @ts-expect-error the members are missing
    void new OutOfStock();
    // @ts-expect-error a member has the wrong type
    void new Shipped({ orderId: '1' });
  });

  it('requires the header that its status must have', () => {
    expectTypeOf(new ReadOnly({ allow: ['GET'] }).status).toEqualTypeOf<405>();
    // @ts-expect-error Allow is mandatory
    void new ReadOnly();
    // @ts-expect-error Allow is mandatory
    void new ReadOnly('No');
  });

  it('does not compile for a status of no error, or for reserved members', () => {
    // @ts-expect-error 200 is no status of an error
    defineProblem({ type: 'https://example.com/x', title: 'X', status: 200 });
    // @ts-expect-error 600 is none either
    defineProblem({ type: 'https://example.com/x', title: 'X', status: 600 });
    const reserved = extensions<{ status: string }>();
    // @ts-expect-error status is a member of every problem
    defineProblem({ type: 'https://example.com/x', title: 'X', status: 409, extensions: reserved });
    // @ts-expect-error 200 is no status of an error
    void new HttpError(200);
    const received: number = JSON.parse('409') as number;
    expectTypeOf(new HttpError(received)).toEqualTypeOf<HttpError>();
    expectTypeOf(new Teapot('Short').status).toEqualTypeOf<418>();
  });

  it('narrows by class, and gives the exact class of a literal type', () => {
    const caught: unknown = new OutOfStock({ isbn: 'x', requested: 3 });
    if (isHttpError(caught, OutOfStock)) expectTypeOf(caught.extensions.requested).toEqualTypeOf<number>();
    if (isHttpError(caught)) expectTypeOf(caught).toEqualTypeOf<HttpError>();
    const catalog = createCatalog(OutOfStock, Shipped);
    expectTypeOf(catalog.get('https://example.com/shipped')).toEqualTypeOf<typeof Shipped | undefined>();
  });
});
