import { HttpError, isHttpError, validationError, type HostRule } from '@statusquo/core';
import { fromAjv, type AjvErrorLike, type Place } from '@statusquo/validation';

/** The errors of Fastify's schema validation: lib/validation.js, wrapValidationError. */
export const fromFastifyValidation: HostRule = (error, { validationStatus }) => {
  // One of ours comes from the user's schemaErrorFormatter.
  if (isHttpError(error)) return undefined;
  const { code, statusCode, validation, validationContext } = Object(error) as Readonly<
    Record<string, unknown>
  >;
  // A validator that breaks gets the same code, and 500.
  if (code !== 'FST_ERR_VALIDATION' || statusCode !== 400) return undefined;
  // What a validator other than Ajv says has a shape of its own.
  if (!Array.isArray(validation)) return new HttpError(validationStatus, { cause: error });
  const items = fromAjv(validation as readonly AjvErrorLike[], validationContext as Place);
  return validationError(items, validationStatus, error);
};
