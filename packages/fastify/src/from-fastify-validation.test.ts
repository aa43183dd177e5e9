import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../test/app.ts';
import { askOnce, type Sent } from '../test/exchange.ts';
import { BadRequest, problemDetails, type ProblemDetailsOptions } from './index.ts';

const order = {
  type: 'object',
  required: ['isbn'],
  properties: { isbn: { type: 'string' }, quantity: { type: 'integer', minimum: 1 } },
} as const;

const twoMistakes: Sent = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"quantity":0,"hunter2":1}',
};

async function answerOf(
  declare: (app: FastifyInstance) => unknown,
  sent: Sent,
  options: ProblemDetailsOptions = {},
): Promise<unknown> {
  const settings: FastifyServerOptions = { ajv: { customOptions: { allErrors: true } } };
  const { app } = createTestApp(settings);
  await app.register(problemDetails, options);
  declare(app);
  const { body } = await askOnce(app, sent);
  return JSON.parse(body);
}

const fine = (): string => 'fine';

describe('fromFastifyValidation', () => {
  it('points at what is wrong in the body', async () => {
    expect(await answerOf((app) => app.post('/', { schema: { body: order } }, fine), twoMistakes)).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Content',
      status: 422,
      detail: 'The request has 2 invalid values.',
      errors: [
        { detail: 'must be present', code: 'required', pointer: '#/isbn' },
        { detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' },
      ],
    });
  });

  it.each([
    ['querystring', 'query', 'page', '/books/7?page=0', {}],
    ['params', 'path', 'id', '/books/0', {}],
    ['headers', 'header', 'x-depth', '/books/7', { 'x-depth': '0' }],
  ])('names what is wrong in the %s', async (part, place, name, path, headers) => {
    const schema = { [part]: { type: 'object', properties: { [name]: { type: 'integer', minimum: 1 } } } };
    expect(await answerOf((app) => app.get('/books/:id', { schema }, fine), { path, headers })).toMatchObject(
      {
        status: 422,
        errors: [{ detail: 'must be at least 1', code: 'minimum', in: place, name }],
      },
    );
  });

  it('has the status that the options say', async () => {
    const declare = (app: FastifyInstance): unknown => app.post('/', { schema: { body: order } }, fine);
    expect(await answerOf(declare, twoMistakes, { validationStatus: 400 })).toMatchObject({
      title: 'Bad Request',
      status: 400,
      detail: 'The request has 2 invalid values.',
    });
  });

  it('answers an attached error that the handler throws', async () => {
    const declare = (app: FastifyInstance): unknown =>
      app.post('/', { schema: { body: order }, attachValidation: true }, (request) => {
        throw request.validationError;
      });
    expect(await answerOf(declare, twoMistakes)).toMatchObject({ status: 422, errors: [{}, {}] });
  });

  it('reads the values behind an error of the formatter, but not its text', async () => {
    const declare = (app: FastifyInstance): unknown => {
      app.setSchemaErrorFormatter(() => new Error('hunter2'));
      return app.post('/', { schema: { body: order } }, fine);
    };
    expect(await answerOf(declare, twoMistakes)).toMatchObject({
      detail: 'The request has 2 invalid values.',
    });
  });

  it('leaves an error of ours from the formatter alone', async () => {
    const declare = (app: FastifyInstance): unknown => {
      app.setSchemaErrorFormatter(() => new BadRequest('Mine.'));
      return app.post('/', { schema: { body: order } }, fine);
    };
    expect(await answerOf(declare, twoMistakes)).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'Mine.',
    });
  });

  it('tells of a validator with errors of its own shape no more than the status', async () => {
    const declare = (app: FastifyInstance): unknown => {
      app.setValidatorCompiler(() => () => ({ error: new Error('hunter2') }));
      return app.post('/', { schema: { body: order } }, fine);
    };
    expect(await answerOf(declare, twoMistakes)).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Content',
      status: 422,
    });
  });

  it('takes a validator that breaks for a bug', async () => {
    const declare = (app: FastifyInstance): unknown => {
      app.setValidatorCompiler(() => () => {
        throw new TypeError('hunter2');
      });
      return app.post('/', { schema: { body: order } }, fine);
    };
    expect(await answerOf(declare, twoMistakes)).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
    });
  });
});
