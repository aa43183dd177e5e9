import { describe, expect, it } from 'vitest';
import { HttpError, isHttpError } from './http-error.ts';
import { UnprocessableContent } from './client-errors.ts';
import { validationError, type ValidationItem } from './validation.ts';

const quantity: ValidationItem = { detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' };
const page: ValidationItem = { detail: 'must be an integer', code: 'type', in: 'query', name: 'page' };

describe('validationError', () => {
  it('is a problem document that lists the items', () => {
    const error = validationError([quantity, page], 422);
    expect(error).toBeInstanceOf(HttpError);
    expect(JSON.stringify(error)).toBe(
      '{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The request has 2 invalid values.",' +
        '"errors":[{"detail":"must be at least 1","code":"minimum","pointer":"#/quantity"},' +
        '{"detail":"must be an integer","code":"type","in":"query","name":"page"}]}',
    );
  });

  it('counts', () => {
    expect(validationError([quantity], 400).detail).toBe('The request has 1 invalid value.');
    expect(validationError([quantity], 400).status).toBe(400);
  });

  it('is a 422 unless told otherwise', () => {
    expect(validationError([quantity]).status).toBe(422);
    expect(validationError([quantity], undefined, new Error('validator')).status).toBe(422);
  });

  it.each([[[422, [quantity]]], [[{ detail: 'x' }, 422]], [[]]])('refuses %j for its arguments', (args) => {
    const call = validationError as (...given: readonly unknown[]) => unknown;
    expect(() => call(...args)).toThrow(
      new TypeError('validationError takes an array of items first, then the status, then the cause'),
    );
  });

  it('is what the class of its status stands for', () => {
    expect(isHttpError(validationError([quantity], 422), UnprocessableContent)).toBe(true);
  });

  it('keeps the cause, and no stack of its own', () => {
    const cause = new Error('validator');
    const error = validationError([quantity], 422, cause);
    expect(error.cause).toBe(cause);
    expect(error.stack).not.toContain('\n');
    expect(JSON.stringify(error)).not.toContain('validator');
    expect('cause' in validationError([quantity], 422)).toBe(false);
  });
});
