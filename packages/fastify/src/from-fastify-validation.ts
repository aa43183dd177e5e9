import { validationError, type HostRule } from '@statusquo/core';
import { fromAjv, type AjvErrorLike, type Place } from '@statusquo/validation';

/** The errors of Fastify's schema validation. Fastify docs, "Validation and Serialization" */
export const fromFastifyValidation: HostRule = (error, { validationStatus }) => {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, validation, validationContext } = error as Readonly<Record<string, unknown>>;
  if (code !== 'FST_ERR_VALIDATION' || !Array.isArray(validation)) return undefined;
  const items = fromAjv(validation as readonly AjvErrorLike[], validationContext as Place);
  return validationError(items, validationStatus, error);
};
