import { describe, expect, it } from 'vitest';
import { Conflict, MethodNotAllowed, NotFound } from './client-errors.ts';
import { createCatalog } from './create-catalog.ts';
import { defineProblem, extensions } from './define-problem.ts';
import { HttpError, isHttpError } from './http-error.ts';

const type = 'https://bookshop.example/problems/out-of-stock';

class OutOfStock extends defineProblem({
  type,
  title: 'Out of stock',
  status: 409,
  extensions: extensions<{ isbn: string; requested: number; available: number }>(),
  detail: ({ requested, available }) => `Requested ${requested}, available ${available}.`,
}) {}

class Maintenance extends defineProblem({
  type: 'https://bookshop.example/problems/maintenance',
  title: 'Maintenance',
  status: 503,
  detail: 'Back soon.',
}) {}

const members = { isbn: '9780131103627', requested: 3, available: 1 };

describe('defineProblem', () => {
  it('makes a class of the problem type, which extends the class of its status', () => {
    const error = new OutOfStock(members);
    expect(JSON.stringify(error)).toBe(
      `{"type":"${type}","title":"Out of stock","status":409,"detail":"Requested 3, available 1.",` +
        '"isbn":"9780131103627","requested":3,"available":1}',
    );
    expect(error).toBeInstanceOf(OutOfStock);
    expect(error).toBeInstanceOf(Conflict);
    expect(Object.getPrototypeOf(Object.getPrototypeOf(OutOfStock))).toBe(Conflict);
    expect(error).not.toBeInstanceOf(NotFound);
    expect([OutOfStock.type, OutOfStock.title, OutOfStock.status]).toEqual([type, 'Out of stock', 409]);
    expect(error.name).toBe('OutOfStock');
  });

  it('takes the options of the occurrence after the members', () => {
    const cause = new Error('private');
    const error = new OutOfStock(members, {
      detail: 'None left.',
      instance: '/orders/1',
      cause,
      retryAfter: 1,
    } as object);
    expect(error).toMatchObject({ detail: 'None left.', instance: '/orders/1', cause });
  });

  it('takes an error after the members as the cause, with nothing of it public', () => {
    const caught = Object.assign(new Error('secret'), { detail: 'secret', headers: { 'X-Secret': '1' } });
    const error = new OutOfStock(members, caught);
    expect(error).toMatchObject({ detail: 'Requested 3, available 1.', cause: caught });
    expect(error.headers).toEqual({});
  });

  it('takes detail and options like any class when it has no members', () => {
    expect(new Maintenance().detail).toBe('Back soon.');
    expect(new Maintenance('Back at noon.').detail).toBe('Back at noon.');
    expect(new Maintenance(undefined, { retryAfter: 60 })).toMatchObject({
      detail: 'Back soon.',
      headers: { 'Retry-After': '60' },
    });
    expect(new Maintenance({ retryAfter: 60 })).toMatchObject({
      detail: 'Back soon.',
      headers: { 'Retry-After': '60' },
    });
    const caught = new Error('secret');
    expect(new (Maintenance as unknown as new (error: Error) => HttpError)(caught)).toMatchObject({
      detail: 'Back soon.',
      cause: caught,
    });
  });

  it('keeps the mandatory header of its status', () => {
    class ReadOnly extends defineProblem({
      type: 'https://example.com/read-only',
      title: 'Read only',
      status: 405,
    }) {}
    const error = new ReadOnly({ allow: ['GET'] });
    expect(error.headers).toEqual({ Allow: 'GET, HEAD' });
    expect(error).toBeInstanceOf(MethodNotAllowed);
  });

  it('keeps the string of a 500 private', () => {
    class Broken extends defineProblem({
      type: 'https://example.com/broken',
      title: 'Broken',
      status: 500,
    }) {}
    expect([new Broken('pool gone').message, new Broken('pool gone').detail]).toEqual([
      'pool gone',
      undefined,
    ]);
  });

  it('extends HttpError for a status without a class', () => {
    class Teapot extends defineProblem({
      type: 'https://example.com/teapot',
      title: 'Teapot',
      status: 418,
    }) {}
    expect(new Teapot('Short')).toMatchObject({ status: 418, title: 'Teapot', detail: 'Short' });
  });

  it('never lets members take the place of the standard ones', () => {
    const given = { ...members, type: 'x:y', title: 'x', status: 200, detail: 'x', instance: '/x' };
    expect(new OutOfStock(given).toJSON()).toEqual({
      type,
      title: 'Out of stock',
      status: 409,
      detail: 'Requested 3, available 1.',
      ...members,
    });
  });

  it('constructs although the members are not there, or the detail throws', () => {
    class Careless extends defineProblem({
      type: 'https://example.com/careless',
      title: 'Careless',
      status: 409,
      extensions: extensions<{ list: string[] }>(),
      detail: ({ list }) => list.join(),
    }) {}
    const error = new Careless(undefined as unknown as { list: string[] });
    expect(error.toJSON()).toEqual({ type: 'https://example.com/careless', title: 'Careless', status: 409 });
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it('shares its identity with its subclasses and with every error of the type', () => {
    class Sold extends OutOfStock {}
    expect(new Sold(members).name).toBe('OutOfStock');
    expect(isHttpError(new Sold(members), OutOfStock)).toBe(true);
    expect(isHttpError(new HttpError(409, { type }), OutOfStock)).toBe(true);
    expect(isHttpError(new Conflict(), OutOfStock)).toBe(false);
  });

  it.each([
    [{ type: 'out-of-stock', title: 'x', status: 409 }, /"out-of-stock" is no URI .* absolute URI/],
    [{ type: 'https://example.com/a b', title: 'x', status: 409 }, /is no URI/],
    [{ type: '', title: 'x', status: 409 }, /is no URI/],
    [{ type: 7, title: 'x', status: 409 }, /is no URI/],
    [{ type: 'about:blank', title: 'x', status: 409 }, /Throw the class of the status/],
    [{ type, title: '', status: 409 }, /needs a title/],
    [{ type, status: 409 }, /needs a title/],
    [{ type, title: 'x', status: 200 }, /must be an integer in 400–599, not 200\.$/],
    [{ type, title: 'x', status: '409' }, /must be an integer in 400–599, not "409"\.$/],
    [
      { type, title: 'x', status: 409, details: 'x', orderId: 7 },
      /out-of-stock" cannot have "details", "orderId", only type, title, status, extensions, detail\.$/,
    ],
    [{ type, title: 'x', status: 409, detail: 7 }, /detail .* must be a string or a function/],
  ])('refuses %o where it is defined', (definition, message) => {
    expect(() => defineProblem(definition as never)).toThrow(message);
    expect(() => defineProblem(definition as never)).toThrow(TypeError);
  });
});

describe('createCatalog', () => {
  it('finds the class of a type', () => {
    const catalog = createCatalog(OutOfStock, Maintenance);
    expect(catalog.get(type)).toBe(OutOfStock);
    expect([...catalog.types.keys()]).toEqual([type, 'https://bookshop.example/problems/maintenance']);
    expect(catalog.get('https://bookshop.example/problems/none')).toBeUndefined();
  });

  it('refuses a type that is there twice, and a class without one', () => {
    expect(() => createCatalog(OutOfStock, Maintenance, OutOfStock)).toThrow(
      `two classes have the problem type "${type}"`,
    );
    expect(() => createCatalog(Conflict as never)).toThrow('make them with defineProblem');
    for (const other of [undefined, { type: '/x' }, { type }]) {
      expect(() => createCatalog(other as never)).toThrow('make them with defineProblem');
    }
    class Blank extends Conflict {
      static readonly type = 'about:blank';
    }
    expect(() => createCatalog(Blank)).toThrow('make them with defineProblem');
  });
});
