import { createResponder, messages, validationError, type ValidationItem } from '@statusquo/core';
import type { SchemaObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addErrors from 'ajv-errors';
import addFormats from 'ajv-formats';
import {
  ArrayMinSize,
  IsEmail,
  IsIn,
  IsInt,
  Matches,
  Min,
  MinDate,
  MinLength,
  validateSync,
} from 'class-validator';
import { describe, expect, it } from 'vitest';
import { fromAjv } from './from-ajv.ts';
import { fromClassValidator } from './from-class-validator.ts';

const shown = (parameters: Readonly<Record<string, unknown>>): string => JSON.stringify(parameters);
const codes =
  'minimum enum type pattern const required minLength minItems dependentRequired format formatMinimum even minDate other';

/** What `messages` gets to know about items: the parameters, or the detail where it leaves that. */
function known(items: readonly ValidationItem[]): readonly string[] {
  const entries = Object.fromEntries(codes.split(' ').map((code) => [code, shown]));
  const customize = messages({
    default: 'en',
    languages: { de: { items: entries, texts: { 'Order one!': 'Bestellen!' } } },
  });
  const { report } = createResponder({ customize, onError: () => undefined })(
    validationError(items, 422),
    { method: 'GET', url: '/', header: () => 'de', native: undefined },
    { phase: 'open', header: () => undefined, headerNames: () => [] },
  );
  return (report.problem['errors'] as readonly ValidationItem[]).map(({ detail }) => detail);
}

function byAjv(schema: SchemaObject, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, $data: true, strict: false });
  addFormats.default(ajv);
  addErrors.default(ajv);
  ajv.addKeyword({
    keyword: 'even',
    error: { message: 'x', params: ({ data }) => ({ even: data }) as never },
    validate: (_: unknown, data: unknown) => Number(data) % 2 === 0,
  });
  const validate = ajv.compile({ properties: { a: schema } });
  validate({ a: value, secret: 'hunter2' });
  return known(fromAjv(validate.errors));
}

describe('the limit of an item', () => {
  it.each<[schema: SchemaObject, value: unknown, parameters: string]>([
    [{ minimum: 1 }, 0, '{"limit":1}'],
    [{ minLength: 3 }, 'x', '{"limit":3}'],
    [{ enum: ['a', 1] }, 'x', '{"limit":["a",1]}'],
    [{ type: ['string', 'null'] }, 1, '{"limit":["string","null"]}'],
    [{ pattern: '^a' }, 'x', '{"limit":"^a"}'],
    [{ format: 'date' }, 'x', '{"limit":"date"}'],
    [{ format: 'date', formatMinimum: '2026-01-01' }, '2025-01-01', '{"limit":"2026-01-01"}'],
    [{ required: ['b'] }, {}, '{}'],
    [{ dependentRequired: { b: ['c'] } }, { b: 1 }, '{"limit":"b"}'],
    // Of the request.
    [{ const: { $data: '1/secret' } }, 'x', '{}'],
    [{ even: true }, 1, '{}'],
  ])('of Ajv is that of the schema: %j', (schema, value, parameters) => {
    expect(byAjv(schema, value)).toEqual([parameters]);
  });

  it('is of no use where the author of the schema says more', () => {
    expect(byAjv({ minimum: 1, errorMessage: 'Order two!' }, 0)).toEqual(['Order two!']);
    expect(byAjv({ minimum: 1, errorMessage: 'Order one!' }, 0)).toEqual(['Bestellen!']);
    expect(byAjv({ even: true, errorMessage: 'Order an even number!' }, 1)).toEqual(['{}']);
  });

  it('of class-validator is read off its text', () => {
    class Order {
      @Min(1) a = 0;
      @MinLength(3) b = 'x';
      @Matches(/^a/) c = 'x';
      @IsIn(['a', 'b']) d = 'x';
      @MinDate(new Date('2026-01-01')) e = new Date('2025-01-01');
      @ArrayMinSize(2) f = [];
      @IsEmail() g = 'x';
    }
    expect(known(fromClassValidator(validateSync(new Order())))).toEqual([
      '{"limit":1}',
      '{"limit":3}',
      '{"limit":"^a"}',
      '{}',
      '{"limit":"2026-01-01T00:00:00.000Z"}',
      '{"limit":2}',
      '{"limit":"email"}',
    ]);
  });

  it('is of no use where a text of class-validator says more', () => {
    class Order {
      @Min(1, { message: 'Order two!' }) a = 0;
      @Min(1, { message: 'Order one!' }) b = 0;
      @IsInt({ each: true }) c = ['x'];
      @Min(1, { message: 'Order two!', context: { code: 'other' } }) d = 0;
    }
    expect(known(fromClassValidator(validateSync(new Order())))).toEqual([
      'Order two!',
      'Bestellen!',
      'each item must be an integer',
      '{}',
    ]);
  });
});
