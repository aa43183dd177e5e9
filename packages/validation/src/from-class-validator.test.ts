import 'reflect-metadata';
import { plainToInstance, Type, type ClassConstructor } from 'class-transformer';
import * as library from 'class-validator';
import {
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  MinDate,
  MinLength,
  registerDecorator,
  validate,
  ValidateNested,
  type ValidatorOptions,
} from 'class-validator';
import { describe, expect, it } from 'vitest';
import { rules } from './class-validator-rules.ts';
import { fromClassValidator } from './from-class-validator.ts';
import type { Place } from './place.ts';

class Address {
  @IsString()
  street!: string;
}

class Order {
  @IsInt()
  @Min(1)
  @Max(100)
  quantity!: number;

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  tags?: string[];

  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => Address)
  addrs?: Address[];
}

/** What class-validator finds in a value, as items. */
async function items<T extends object>(
  Class: ClassConstructor<T>,
  value: object,
  place?: Place,
  options?: ValidatorOptions,
): Promise<unknown> {
  const errors = await validate(plainToInstance(Class, value), options);
  expect(errors).not.toEqual([]);
  return fromClassValidator(errors, place);
}

/** A class with one property, `a`, that has the decorators. */
function withProperty(...decorators: readonly PropertyDecorator[]): ClassConstructor<object> {
  class Subject {}
  for (const decorate of decorators) decorate(Subject.prototype, 'a');
  return Subject;
}

describe('fromClassValidator', () => {
  it('has our sentence and the keyword of JSON Schema', async () => {
    expect(await items(Order, { quantity: 0 })).toEqual([
      { detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' },
    ]);
    expect(JSON.stringify(await items(Order, { quantity: 101 }))).toBe(
      '[{"detail":"must be at most 100","code":"maximum","pointer":"#/quantity"}]',
    );
  });

  it.each<[PropertyDecorator, unknown, string | undefined, string]>([
    [Length(2, 5), 'x', 'minLength', 'must have at least 2 characters'],
    [Length(2, 5), 'xxxxxx', 'maxLength', 'must have at most 5 characters'],
    [Length(2, 5), 42, 'type', 'must be a string'],
    [MinLength(1), '', 'minLength', 'must have at least 1 character'],
    [MaxLength(1), 'xx', 'maxLength', 'must have at most 1 character'],
    [IsNotEmpty(), '', 'minLength', 'must have at least 1 character'],
    [IsDefined(), null, 'required', 'must be present'],
    [IsEmail(), 'x', 'format', 'must be an email address'],
    [IsIn(['x', 'y']), 'z', 'enum', 'must be one of the allowed values'],
    [Matches(/^\d+$/), 'x', 'pattern', 'must match the pattern ^\\d+$'],
    [Matches(/^y$/i), 'x', 'pattern', 'must match the pattern /^y$/i'],
    [ArrayMinSize(2), [], 'minItems', 'must have at least 2 items'],
    [library.IsPositive(), -1, 'exclusiveMinimum', 'must be greater than 0'],
    [library.IsDivisibleBy(5), 3, 'multipleOf', 'must be a multiple of 5'],
    [library.Equals('y'), 'x', 'const', 'must be the expected value'],
    [library.Contains('y'), 'x', 'pattern', 'must contain "y"'],
    [library.ArrayUnique(), [1, 1], 'uniqueItems', 'must not have an item twice'],
    [library.IsNotEmptyObject(), {}, 'minProperties', 'must have at least 1 member'],
    [library.IsISBN(), 'x', 'format', 'must be an ISBN'],
    [MinDate(new Date(0)), new Date(-1), 'minDate', 'must not be before 1970-01-01T00:00:00.000Z'],
    [MinDate(() => new Date(0)), new Date(-1), 'minDate', 'is too early'],
    [library.MaxDate(new Date(0)), new Date(1), 'maxDate', 'must not be after 1970-01-01T00:00:00.000Z'],
  ])('knows the constraint, row %#', async (decorator, value, code, detail) => {
    expect(await items(withProperty(decorator), { a: value })).toEqual([{ detail, code, pointer: '#/a' }]);
  });

  it('says of a value that is missing only that', async () => {
    expect(await items(Order, {})).toEqual([
      { detail: 'must be present', code: 'required', pointer: '#/quantity' },
    ]);
  });

  it('does not measure a value of the wrong type', async () => {
    expect(await items(Order, { quantity: 'x' })).toEqual([
      { detail: 'must be an integer', code: 'type', pointer: '#/quantity' },
    ]);
    expect(await items(Order, { quantity: 1, tags: 5 })).toEqual([
      { detail: 'must be an array', code: 'type', pointer: '#/tags' },
    ]);
    const Class = withProperty(IsArray(), IsIn(['x'], { each: true }));
    expect(await items(Class, { a: 5 })).toEqual([
      { detail: 'must be an array', code: 'type', pointer: '#/a' },
    ]);
  });

  it('has one item for each constraint, in one order', async () => {
    const expected = [
      { detail: 'must have at least 3 characters', code: 'minLength', pointer: '#/a' },
      { detail: 'must match the pattern ^y', code: 'pattern', pointer: '#/a' },
    ];
    expect(await items(withProperty(MinLength(3), Matches(/^y/)), { a: 'x' })).toEqual(expected);
    expect(await items(withProperty(Matches(/^y/), MinLength(3)), { a: 'x' })).toEqual(expected);
  });

  it('points into nested objects and arrays', async () => {
    expect(await items(Order, { quantity: 1, addrs: [{ street: 'x' }, { street: 5 }] })).toEqual([
      { detail: 'must be a string', code: 'type', pointer: '#/addrs/1/street' },
    ]);
    expect(await items(Order, { quantity: 1, addrs: ['x'] })).toEqual([
      { detail: 'must be an object or an array', code: 'type', pointer: '#/addrs/0' },
    ]);
  });

  it('speaks of each item where the constraint does', async () => {
    expect(await items(Order, { quantity: 1, tags: ['x', 5] })).toEqual([
      { detail: 'each item must be a string', code: 'type', pointer: '#/tags' },
    ]);
  });

  it('names a parameter instead', async () => {
    expect(await items(Order, { quantity: 0 }, 'query')).toEqual([
      { detail: 'must be at least 1', code: 'minimum', in: 'query', name: 'quantity' },
    ]);
    expect(await items(Order, { quantity: 1, addrs: [{}] }, 'query')).toEqual([
      { detail: 'must be present', code: 'required', in: 'query', name: 'addrs' },
    ]);
  });

  it('refuses members that are not known', async () => {
    const options = { whitelist: true, forbidNonWhitelisted: true };
    expect(await items(Order, { quantity: 1, 'a/b': 'hunter2' }, 'body', options)).toEqual([
      { detail: 'must not be present', code: 'additionalProperties', pointer: '#/a~1b' },
    ]);
  });

  it('refuses an object without any rule as a whole', async () => {
    expect(await items(class Unknown {}, { a: 1 })).toEqual([{ detail: 'is not valid', pointer: '#' }]);
  });

  it('keeps what the author wrote', async () => {
    const Class = withProperty(Min(1, { message: 'Order at least $constraint1, not $value.' }), IsInt());
    expect(await items(Class, { a: 0 })).toEqual([
      { detail: 'Order at least 1, not 0.', code: 'minimum', pointer: '#/a' },
    ]);
    expect(await items(Class, {})).toEqual([
      { detail: 'Order at least 1, not $value.', code: 'minimum', pointer: '#/a' },
    ]);
    expect(await items(Class, { a: 'x' })).toEqual([
      { detail: 'must be an integer', code: 'type', pointer: '#/a' },
      { detail: 'Order at least 1, not x.', code: 'minimum', pointer: '#/a' },
    ]);
    expect(await items(withProperty(Length(2, 5, { message: 'Two to five.' })), { a: 'x' })).toEqual([
      { detail: 'Two to five.', pointer: '#/a' },
    ]);
  });

  it("takes the code from the author's context", async () => {
    const Class = withProperty(Min(1, { context: { code: 'too-few' } }), Max(0, { context: { code: 7 } }));
    expect(await items(Class, { a: 0.5 })).toEqual([
      { detail: 'must be at least 1', code: 'too-few', pointer: '#/a' },
      { detail: 'must be at most 0', code: 'maximum', pointer: '#/a' },
    ]);
  });

  it("takes a validator of the author's own at its word", async () => {
    const decorate: PropertyDecorator = (target, property) => {
      registerDecorator({
        name: 'isPalindrome',
        target: target.constructor,
        propertyName: String(property),
        validator: { validate: () => false, defaultMessage: () => 'Must read the same backwards.' },
      });
    };
    expect(await items(withProperty(decorate), { a: 'x' })).toEqual([
      { detail: 'Must read the same backwards.', code: 'isPalindrome', pointer: '#/a' },
    ]);
  });

  it('does without texts', async () => {
    expect(await items(Order, { quantity: 0 }, 'body', { dismissDefaultMessages: true })).toEqual([
      { detail: 'is too small', code: 'minimum', pointer: '#/quantity' },
    ]);
  });

  it('has an item for each constraint where the values were kept out of the errors', async () => {
    const options = { validationError: { target: false, value: false } };
    expect(await items(withProperty(Min(1), Max(9)), {}, 'body', options)).toEqual([
      { detail: 'must be at least 1', code: 'minimum', pointer: '#/a' },
      { detail: 'must be at most 9', code: 'maximum', pointer: '#/a' },
    ]);
  });

  it('takes a property for what it is called', async () => {
    class Odd {}
    Min(1)(Odd.prototype, '$1 $& must');
    expect(
      fromClassValidator([
        { property: '$1 $& must', constraints: { min: '$1 $& must must not be less than 1' } },
      ]),
    ).toEqual([{ detail: 'must be at least 1', code: 'minimum', pointer: '#/$1%20$&%20must' }]);
  });

  it('is empty where nothing is wrong', () => {
    expect(fromClassValidator(null)).toEqual([]);
    expect(fromClassValidator([])).toEqual([]);
    expect(fromClassValidator([{ property: 'a' }])).toEqual([]);
  });
});

describe('rules', () => {
  /** Every decorator of the library that checks something, with arguments that it takes. */
  const args: Readonly<Record<string, readonly unknown[]>> = {
    ArrayContains: [['y']],
    ArrayMaxSize: [0],
    ArrayMinSize: [9],
    ArrayNotContains: [['x']],
    Contains: ['y'],
    Equals: ['y'],
    IsByteLength: [9, 10],
    IsDivisibleBy: [7],
    IsEnum: [{ y: 'y' }],
    IsHash: ['md5'],
    IsIn: [['y']],
    IsInstance: [Date],
    IsNotIn: [['x']],
    IsPassportNumber: ['DE'],
    IsTaxId: ['de-DE'],
    Length: [9, 10],
    Matches: [/y/],
    Max: [0],
    MaxDate: [new Date(0)],
    MaxLength: [0],
    Min: [9],
    MinDate: [new Date(0)],
    MinLength: [9],
    NotContains: ['x'],
    NotEquals: ['x'],
    IsPostalCode: ['DE'],
    IsMobilePhone: ['de-DE'],
    IsIdentityCard: ['ES'],
  };
  const ignored = [
    'Allow',
    'IsOptional',
    'IsPromise',
    'Validate',
    'ValidateBy',
    'ValidateIf',
    'ValidateNested',
    'ValidatePromise',
  ];
  const names = Object.keys(library).filter((name) => {
    const { [name as 'IsInt']: value } = library;
    return /^(?:Is|Array|Not)?[A-Z]/.test(name) && typeof value === 'function' && !ignored.includes(name);
  });

  /** What a library text would be, for a value that fails: no decorator refuses all of these. */
  const wrong: readonly unknown[] = [
    'x',
    '',
    1.5,
    null,
    [],
    ['x', 'x'],
    {},
    new Date(1),
    new Date(-1),
    'yy',
    'ä',
    'X',
  ];

  async function texts(decorate: PropertyDecorator): Promise<readonly (readonly [string, string])[]> {
    const Class = withProperty(decorate);
    const found = await Promise.all(wrong.map(async (a) => validate(Object.assign(new Class(), { a }))));
    return found.flat().flatMap(({ constraints }) => Object.entries(constraints ?? {}));
  }

  const decorators = names.flatMap((name) => {
    const { [name as 'IsInt']: make } = library as unknown as Record<
      'IsInt',
      (...args: unknown[]) => unknown
    >;
    try {
      const decorate = make(...(args[name] ?? []));
      return typeof decorate === 'function' && decorate.length === 2
        ? [[name, decorate as PropertyDecorator] as const]
        : [];
    } catch {
      return [];
    }
  });

  it('are tried on every decorator', () => {
    expect(decorators.length).toBeGreaterThan(90);
  });

  it.each(decorators)('never passes on a default text: %s', async (_, decorate) => {
    const found = await texts(decorate);
    expect(found).not.toEqual([]);
    for (const [constraint, text] of found) {
      expect(Object.keys(rules)).toContain(constraint);
      const [item] = fromClassValidator([{ property: 'a', constraints: { [constraint]: text }, value: 'x' }]);
      expect(item?.detail).not.toContain(text);
      expect(item?.detail).not.toMatch(/^a |\$|undefined|NaN/);
    }
  });
});
