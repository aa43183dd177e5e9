import { validationError } from '@statusquo/core';
import { fromAjv } from '@statusquo/validation';
import { Ajv } from 'ajv';

/** What the cases that validate send. */
export const orderSchema = {
  type: 'object',
  properties: {
    quantity: { type: 'integer', minimum: 1 },
    address: { type: 'object', properties: { street: { type: 'string' } } },
  },
} as const;

const check = new Ajv({ allErrors: true }).compile(orderSchema);

/** Validation for hosts that bring none. */
export function validateOrder(body: unknown, status: 400 | 422): void {
  if (!check(body)) throw validationError(fromAjv(check.errors ?? []), status);
}
