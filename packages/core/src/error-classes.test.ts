import { describe, expect, it } from 'vitest';
import facts from '../test-data/http-status-facts.json' with { type: 'json' };
import * as clientErrors from './client-errors.ts';
import { HttpError } from './http-error.ts';
import * as serverErrors from './server-errors.ts';

const { PayloadTooLarge, UnprocessableEntity, ...clientClasses } = clientErrors;
const classes = { ...clientClasses, ...serverErrors };
const registered = facts.filter(({ code, phrase }) => code >= 400 && phrase !== '(Unused)');

/** What the mandatory header of a status needs. */
const required: Readonly<Record<number, object>> = {
  405: { allow: ['GET'] },
  407: { challenge: 'Basic realm="proxy"' },
  426: { upgrade: 'websocket' },
};

type AnyClass = { new (...args: unknown[]): HttpError; readonly status: number };
const list = (Object.entries(classes) as unknown as readonly (readonly [string, AnyClass])[]).toSorted(
  ([, a], [, b]) => a.status - b.status,
);

describe('the classes', () => {
  it('are one for each registered error status', () => {
    const names = registered.map(({ phrase }) => phrase.replaceAll(' ', ''));
    expect(list.map(([name]) => name)).toEqual(names);
    expect(list.map(([, { status }]) => status)).toEqual(registered.map(({ code }) => code));
    expect(Object.keys(clientClasses)).toHaveLength(28);
    expect(Object.keys(serverErrors)).toHaveLength(11);
  });

  it.each(registered)('have the status and the title of $code', ({ code, phrase }) => {
    const Class = list.find(([, { status }]) => status === code)?.[1] as AnyClass;
    const error = new Class(required[code]);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toBeInstanceOf(Class);
    expect({
      status: error.status,
      statusCode: error.statusCode,
      title: error.title,
      type: error.type,
    }).toEqual({
      status: code,
      statusCode: code,
      title: phrase,
      type: 'about:blank',
    });
    expect(Class.status).toBe(code);
    expect(error.detail).toBeUndefined();
    expect(error.name).toBe(phrase.replaceAll(' ', ''));
  });

  it.each(list.filter(([, { status }]) => status !== 500))(
    'take a detail first, or options only: %s',
    (_, Class) => {
      const options = required[Class.status] ?? {};
      const cause = new Error('private');
      for (const error of [
        new Class('What went wrong', { ...options, cause }),
        new Class({ ...options, detail: 'What went wrong', cause }),
      ]) {
        expect(error.detail).toBe('What went wrong');
        expect(error.message).toBe('What went wrong');
        expect(error.cause).toBe(cause);
      }
    },
  );

  it('keep the string of a 500 private', () => {
    const error = new serverErrors.InternalServerError('the pool is gone');
    expect(error.message).toBe('the pool is gone');
    expect(error.detail).toBeUndefined();
    expect(new serverErrors.InternalServerError({ detail: 'Ask again tomorrow' }).detail).toBe(
      'Ask again tomorrow',
    );
  });

  it('have the old names for the same classes', () => {
    expect(PayloadTooLarge).toBe(clientErrors.ContentTooLarge);
    expect(UnprocessableEntity).toBe(clientErrors.UnprocessableContent);
  });

  it('can offer Retry-After wherever HTTP knows it, and nowhere else', () => {
    const withRetry = list.filter(([, Class]) => {
      const error = new Class({ ...required[Class.status], retryAfter: 1 });
      return error.headers['Retry-After'] === '1';
    });
    const known = registered.filter(({ mayHeaders }) => mayHeaders.some((name) => name === 'Retry-After'));
    expect(withRetry.map(([, { status }]) => status)).toEqual(known.map(({ code }) => code));
  });
});
