import { ValidationPipe, type ArgumentMetadata, type ValidationPipeOptions } from '@nestjs/common';
import { validationError, type HostRule, type HttpError, type ValidationItem } from '@statusquo/core';
import { fromClassValidator, type ClassValidatorErrorLike } from '@statusquo/validation';

/**
 * Nest's `ValidationPipe` whose errors say which value is wrong, and where: `app.useGlobalPipes(validationPipe())`. The status
 * is `validationStatus` of the module. Takes the options of `ValidationPipe`, but for those that shape its error.
 *
 * @example app.useGlobalPipes(validationPipe({ whitelist: true, forbidNonWhitelisted: true }));
 */
export function validationPipe(
  options: Omit<
    ValidationPipeOptions,
    | 'disableErrorMessages'
    | 'errorFormat'
    | 'errorHttpStatusCode'
    | 'exceptionFactory'
    | 'maxErrorMessagesLength'
  > = {},
): ValidationPipe {
  return new ProblemValidationPipe(options);
}

const itemsOf = new WeakMap<HttpError, readonly ValidationItem[]>();

/** The pipe does not know the options of the module, so the status is put right when the error is answered. */
export const invalidValues: HostRule = (error, { validationStatus }) => {
  const items = itemsOf.get(error as HttpError);
  return items && validationError(items, validationStatus);
};

/** What the pipe found, on its way to where the kind of the argument is known. */
class Findings {
  readonly errors: readonly ClassValidatorErrorLike[];

  constructor(errors: readonly ClassValidatorErrorLike[]) {
    this.errors = errors;
  }
}

class ProblemValidationPipe extends ValidationPipe {
  constructor(options: ValidationPipeOptions) {
    super({ ...options, exceptionFactory: (errors) => new Findings(errors) });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    try {
      return (await super.transform(value, metadata)) as unknown;
    } catch (error) {
      throw error instanceof Findings ? invalid(error.errors, value, metadata) : error;
    }
  }
}

const places = { body: 'body', query: 'query', param: 'path', custom: 'body' } as const;

function invalid(
  errors: readonly ClassValidatorErrorLike[],
  value: unknown,
  { type, data }: ArgumentMetadata,
): HttpError {
  // Nest validates an empty object in the place of what is none.
  const isWrongType =
    value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value));
  // An argument that is a part of its place has its errors below that part; the place itself has no name.
  const found = isWrongType
    ? [{ property: data as string, constraints: { isObject: '' } }]
    : data === undefined
      ? errors
      : [{ property: data, children: errors }];
  const items = fromClassValidator(found, places[type]);
  // What a decorator of the user's hands over may come from anywhere.
  if (type === 'custom') for (const item of items) Reflect.deleteProperty(item, 'pointer');
  const error = validationError(items, 422);
  itemsOf.set(error, items);
  return error;
}
