import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvErrors from 'ajv-errors';
import ajvFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { fromAjv, type AjvErrorLike } from './from-ajv.ts';
import type { Place } from './place.ts';

/** What Ajv finds in a value, all of it, as items. */
function items(schema: object, value: unknown, place?: Place, options?: Options): unknown {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    discriminator: true,
    $data: true,
    ...options,
  });
  ajvFormats.default(ajv, { keywords: true });
  if (ajv.opts.allErrors === true) ajvErrors.default(ajv);
  ajv.addFormat('isbn', /^\d{13}$/);
  ajv.addKeyword({
    keyword: 'even',
    type: 'number',
    validate: (_: unknown, number: number) => number % 2 === 0,
  });
  const validate = ajv.compile(schema);
  expect(validate(value)).toBe(false);
  return fromAjv(validate.errors, place);
}

const at = (schema: object): object => ({ type: 'object', properties: { a: schema } });

describe('fromAjv', () => {
  it.each<[object, unknown, string, string]>([
    [{ type: 'integer' }, 'x', 'type', 'must be an integer'],
    [{ type: ['string', 'null'] }, 1, 'type', 'must be a string or null'],
    [{ enum: ['x', 1] }, 2, 'enum', 'must be one of "x", 1'],
    [{ const: 'x' }, 'y', 'const', 'must be the expected value'],
    [{ minimum: 1 }, 0, 'minimum', 'must be at least 1'],
    [{ maximum: 9 }, 10, 'maximum', 'must be at most 9'],
    [{ exclusiveMinimum: 0 }, 0, 'exclusiveMinimum', 'must be greater than 0'],
    [{ exclusiveMaximum: 1 }, 1, 'exclusiveMaximum', 'must be less than 1'],
    [{ multipleOf: 5 }, 3, 'multipleOf', 'must be a multiple of 5'],
    [{ minLength: 2 }, 'x', 'minLength', 'must have at least 2 characters'],
    [{ maxLength: 1 }, 'xx', 'maxLength', 'must have at most 1 character'],
    [{ pattern: '^y' }, 'x', 'pattern', 'must match the pattern ^y'],
    [{ format: 'email' }, 'x', 'format', 'must be an email address'],
    [{ format: 'isbn' }, 'x', 'format', 'must have the format "isbn"'],
    [
      { format: 'date', formatMinimum: '2026-01-01' },
      '2025-01-01',
      'formatMinimum',
      'must not be before 2026-01-01',
    ],
    [{ minItems: 1 }, [], 'minItems', 'must have at least 1 item'],
    [{ maxItems: 1 }, [1, 2], 'maxItems', 'must have at most 1 item'],
    [{ prefixItems: [{}], items: false }, [1, 2], 'items', 'must have at most 1 item'],
    [{ uniqueItems: true }, [1, 1], 'uniqueItems', 'must not have an item twice'],
    [
      { contains: { type: 'string' } },
      [1, 2],
      'contains',
      'must contain an item of the kind that is asked for',
    ],
    [{ minProperties: 1 }, {}, 'minProperties', 'must have at least 1 member'],
    [{ maxProperties: 1 }, { x: 1, y: 2 }, 'maxProperties', 'must have at most 1 member'],
    [{ not: { type: 'string' } }, 'x', 'not', 'must not have this value'],
    [{ even: true }, 1, 'even', 'is not valid'],
  ])('has our sentence and the keyword: %j', (schema, value, code, detail) => {
    expect(items(at(schema), { a: value })).toEqual([{ detail, code, pointer: '#/a' }]);
  });

  it('writes the members in the order of the wire', () => {
    const schema = at({ minimum: 1 });
    expect(JSON.stringify(items(schema, { a: 0 }))).toBe(
      '[{"detail":"must be at least 1","code":"minimum","pointer":"#/a"}]',
    );
    expect(JSON.stringify(items(schema, { a: 0 }, 'query'))).toBe(
      '[{"detail":"must be at least 1","code":"minimum","in":"query","name":"a"}]',
    );
  });

  it('points at the member that is missing', () => {
    expect(items({ properties: { 'n/x~y': { required: ['a/b'] } } }, { 'n/x~y': {} })).toEqual([
      { detail: 'must be present', code: 'required', pointer: '#/n~1x~0y/a~1b' },
    ]);
  });

  it('points at the member that is too many', () => {
    const closed = { type: 'object', properties: {} };
    expect(items({ ...closed, additionalProperties: false }, JSON.parse('{"__proto__":1,"ä":2}'))).toEqual([
      { detail: 'must not be present', code: 'additionalProperties', pointer: '#/__proto__' },
      { detail: 'must not be present', code: 'additionalProperties', pointer: '#/%C3%A4' },
    ]);
    expect(items({ ...closed, unevaluatedProperties: false }, { b: 1 })).toEqual([
      { detail: 'must not be present', code: 'unevaluatedProperties', pointer: '#/b' },
    ]);
    expect(items({ type: 'object', properties: { a: false } }, { a: 1 })).toEqual([
      { detail: 'must not be present', pointer: '#/a' },
    ]);
  });

  it('points at the member that another one needs', () => {
    const expected = [
      { detail: 'must be present when "card" is', code: 'dependentRequired', pointer: '#/address' },
    ];
    const schema = { type: 'object', dependentRequired: { card: ['address'] } };
    expect(items(schema, { card: 1 })).toEqual(expected);
    expect(items(schema, { card: 1 }, 'body', { allErrors: false })).toEqual(expected);
    const old = new Ajv().compile({ type: 'object', dependencies: { card: ['address'] } });
    expect(old({ card: 1 })).toBe(false);
    expect(fromAjv(old.errors)).toEqual([{ ...expected[0], code: 'dependencies' }]);
  });

  it('points at a member with the wrong name, once', () => {
    const expected = [{ detail: 'must not have this name', code: 'propertyNames', pointer: '#/ab' }];
    const name = { pattern: '^x' };
    expect(items({ type: 'object', propertyNames: name }, { ab: 1 })).toEqual(expected);
    const schema = { $defs: { name }, type: 'object', propertyNames: { $ref: '#/$defs/name' } };
    expect(items(schema, { ab: 1 })).toEqual(expected);
  });

  it('points at the whole body where that is wrong', () => {
    expect(items({ type: 'object' }, [])).toEqual([
      { detail: 'must be an object', code: 'type', pointer: '#' },
    ]);
  });

  it('points into arrays', () => {
    expect(items(at({ type: 'array', items: { type: 'string' } }), { a: ['x', 1] })).toEqual([
      { detail: 'must be a string', code: 'type', pointer: '#/a/1' },
    ]);
  });

  it.each<[Place, string]>([
    ['query', 'query'],
    ['path', 'path'],
    ['header', 'header'],
    ['cookie', 'cookie'],
    ['querystring', 'query'],
    ['params', 'path'],
    ['headers', 'header'],
  ])('names a parameter instead: %s', (place, where) => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'integer' } } },
      required: ['b'],
    };
    expect(items(schema, { a: ['x'] }, place)).toEqual([
      { detail: 'must be present', code: 'required', in: where, name: 'b' },
      { detail: 'must be an integer', code: 'type', in: where, name: 'a' },
    ]);
    expect(items({ type: 'object', minProperties: 1 }, {}, place)).toStrictEqual([
      { detail: 'must have at least 1 member', code: 'minProperties', in: where },
    ]);
  });

  it('sums up the alternatives', () => {
    const variants = [
      { type: 'object', required: ['x'] },
      { type: 'object', required: ['y'] },
    ];
    expect(items(at({ anyOf: variants }), { a: {} })).toEqual([
      { detail: 'must match one of the alternatives', code: 'anyOf', pointer: '#/a' },
    ]);
    expect(items(at({ oneOf: variants }), { a: {} })).toEqual([
      { detail: 'must match exactly one of the alternatives', code: 'oneOf', pointer: '#/a' },
    ]);
    expect(items(at({ oneOf: variants }), { a: { x: 1, y: 1 } })).toEqual([
      { detail: 'must match exactly one of the alternatives', code: 'oneOf', pointer: '#/a' },
    ]);
  });

  it('keeps what is wrong beside the alternatives', () => {
    const either = { anyOf: [{ type: 'string' }, { type: 'number' }] };
    expect(
      items(
        { type: 'object', properties: { a: { type: 'array', items: either }, b: { type: 'string' } } },
        { a: ['x', null], b: 1 },
      ),
    ).toEqual([
      { detail: 'must match one of the alternatives', code: 'anyOf', pointer: '#/a/1' },
      { detail: 'must be a string', code: 'type', pointer: '#/b' },
    ]);
  });

  it('reports the branch of a condition, and not the condition', () => {
    const schema = { type: 'object', if: { required: ['a'] }, else: { required: ['b'] } };
    expect(items(schema, {})).toEqual([{ detail: 'must be present', code: 'required', pointer: '#/b' }]);
  });

  it('never loses the only error', () => {
    const error = { keyword: 'if', instancePath: '', schemaPath: '#/if', params: { failingKeyword: 'then' } };
    expect(fromAjv([error])).toEqual([{ detail: 'is not valid', code: 'if', pointer: '#' }]);
  });

  it('points at the tag of a discriminated union', () => {
    const schema = {
      type: 'object',
      discriminator: { propertyName: 'kind' },
      required: ['kind'],
      oneOf: [{ properties: { kind: { const: 'x' } } }, { properties: { kind: { const: 'y' } } }],
    };
    expect(items(schema, { kind: 'hunter2' })).toEqual([
      { detail: 'is not valid', code: 'discriminator', pointer: '#/kind' },
    ]);
  });

  it('never quotes a value of the request', () => {
    const schema = {
      type: 'object',
      properties: { password: {}, again: { const: { $data: '1/password' } } },
    };
    expect(JSON.stringify(items(schema, { password: 'hunter2', again: 'hunter3' }))).not.toContain('hunter');
  });

  it('says no limit that comes from the request, where the errors of Ajv tell', () => {
    const list = { $data: '/list' };
    const number = { $data: '/number' };
    const text = { $data: '/text' };
    const schema = {
      type: 'object',
      required: list,
      properties: {
        enum: { enum: list },
        pattern: { pattern: text },
        minimum: { minimum: number },
        maxLength: { maxLength: number },
        format: { format: text },
        formatMinimum: { format: 'date', formatMinimum: { $data: '/date' } },
        plain: { minimum: 1 },
      },
    };
    const value = {
      list: ['hunter2'],
      number: 4711,
      text: 'email',
      date: '2026-07-31',
      enum: 'x',
      pattern: 'x',
      minimum: 1,
      maxLength: 'x'.repeat(5000),
      format: 'x',
      formatMinimum: '2025-01-01',
      plain: 0,
    };
    expect(items(schema, value, 'body', { verbose: true })).toEqual([
      { detail: 'must be present', code: 'required', pointer: '#' },
      { detail: 'must be one of the allowed values', code: 'enum', pointer: '#/enum' },
      { detail: 'must match the pattern', code: 'pattern', pointer: '#/pattern' },
      { detail: 'is too small', code: 'minimum', pointer: '#/minimum' },
      { detail: 'is too long', code: 'maxLength', pointer: '#/maxLength' },
      { detail: 'must have the right format', code: 'format', pointer: '#/format' },
      { detail: 'is not valid', code: 'formatMinimum', pointer: '#/formatMinimum' },
      { detail: 'must be at least 1', code: 'minimum', pointer: '#/plain' },
    ]);
  });

  it("keeps what the schema's author wrote", () => {
    expect(items(at({ minimum: 1, errorMessage: 'Order at least one.' }), { a: 0 })).toEqual([
      { detail: 'Order at least one.', code: 'minimum', pointer: '#/a' },
    ]);
    expect(
      items({ type: 'object', required: ['a'], errorMessage: { required: { a: 'How many?' } } }, {}),
    ).toEqual([{ detail: 'How many?', code: 'required', pointer: '#/a' }]);
    expect(
      items(
        at({ type: 'string', minLength: 3, pattern: '^x', errorMessage: 'Begin with x, then two more.' }),
        { a: 'y' },
      ),
    ).toEqual([{ detail: 'Begin with x, then two more.', pointer: '#/a' }]);
  });

  it('reads one error as well as all', () => {
    const schema = { type: 'object', required: ['a', 'b'], properties: {} };
    expect(items(schema, {}, 'body', { allErrors: false })).toEqual([
      { detail: 'must be present', code: 'required', pointer: '#/a' },
    ]);
  });

  it('is empty where nothing is wrong', () => {
    expect(fromAjv(null)).toEqual([]);
    expect(fromAjv(undefined)).toEqual([]);
    expect(fromAjv([])).toEqual([]);
  });

  it('makes the best of an error of another shape', () => {
    const error = { keyword: 'required', message: 'should have "hunter2"' } as AjvErrorLike;
    expect(
      fromAjv([error, { keyword: 'minimum', instancePath: '/a', params: null } as unknown as AjvErrorLike]),
    ).toEqual([
      { detail: 'must be present', code: 'required', pointer: '#' },
      { detail: 'is too small', code: 'minimum', pointer: '#/a' },
    ]);
  });

  it('looks at each error a fixed number of times, however many there are', () => {
    let looks = 0;
    const error = (keyword: string, index: number, schemaPath: string): AjvErrorLike => ({
      keyword,
      instancePath: `/${String(index)}`,
      get schemaPath() {
        looks++;
        return schemaPath;
      },
      params: { type: 'string' },
    });
    const errors = Array.from({ length: 1000 }, (_, index) => [
      error('type', index, '#/items/anyOf/0/type'),
      error('anyOf', index, '#/items/anyOf'),
    ]).flat();
    expect(fromAjv(errors)).toHaveLength(1000);
    expect(looks).toBeLessThanOrEqual(2 * errors.length);
  });
});
