import { expectTypeOf } from 'vitest';
import type { HttpError } from './http-error.ts';
import { validationError } from './validation.ts';

expectTypeOf(validationError([], 422)).toEqualTypeOf<HttpError<422>>();
expectTypeOf(validationError([])).toEqualTypeOf<HttpError<422>>();
validationError([{ detail: 'must be present', code: 'required', in: 'query', name: 'page' }], 400);
// @ts-expect-error The status comes second
validationError(422, []);
// @ts-expect-error A success is no error
validationError([], 200);
// @ts-expect-error No place of a parameter
validationError([{ detail: 'must be present', in: 'body' }], 422);
