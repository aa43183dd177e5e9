import { badImplementation, notFound, serverUnavailable, tooManyRequests, unauthorized } from '@hapi/boom';
import type { Boom } from '@hapi/boom';
import {
  BadRequestException,
  ConflictException,
  HttpException,
  InternalServerErrorException,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { errorCodes } from 'fastify';
import { HTTPException } from 'hono/http-exception';
import createError from 'http-errors';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ForeignName } from '../src/case.ts';

class Talkative extends Error {
  readonly status = 418;

  toJSON(): object {
    return { message: this.message, status: this.status };
  }
}

function tooManyForNow(): Boom {
  const error = tooManyRequests('One a second.');
  error.output.headers['Retry-After'] = '30';
  return error;
}

/** What zlib throws for a body that is not the gzip it says; body-parser makes a 400 of it. */
function brokenGzip(): Error {
  try {
    gunzipSync('hunter2');
  } catch (error) {
    return error as Error;
  }
  return new Error('zlib took it');
}

/** What reading a file that is not there throws. */
function missingFile(): unknown {
  try {
    return readFileSync('/hunter2/no-such-file');
  } catch (error) {
    return error;
  }
}

/** An exception of Nest whose message throws. Its stack is made before, as that has the message in it. */
function unreadable(): HttpException {
  const error = new ConflictException('Taken.');
  const { stack } = error;
  const get = (): never => {
    throw new Error('hunter2');
  };
  return Object.defineProperties(error, { message: { get }, stack: { value: stack, configurable: true } });
}

/** The errors of others, made by the real libraries where there is one. */
export const foreignErrors: Readonly<Record<ForeignName, () => unknown>> = {
  'http-errors 404': () => createError(404),
  'http-errors 404 with a message': () => createError(404, 'No order 42.'),
  'http-errors 404, expose false': () => createError(404, 'ENOENT /srv/hunter2', { expose: false }),
  'http-errors 503, expose true': () => createError(503, 'Back at noon.', { expose: true }),
  'http-errors 500': () => createError(500, 'the password is hunter2'),
  'http-errors 401 with headers': () =>
    createError(401, 'Log in.', { headers: { 'WWW-Authenticate': 'Basic realm="shop"', 'X-Attempts': '3' } }),
  'http-errors 405': () => createError(405),
  'http-errors 409 with members': () =>
    createError(409, 'Taken.', { sql: "select 'hunter2'", body: 'hunter2', cause: new Error('hunter2') }),
  'http-errors shape, statuses disagree': () =>
    Object.assign(new Error('hunter2'), { expose: true, status: 404, statusCode: 403 }),
  'http-errors shape, status 200': () =>
    Object.assign(new Error('hunter2'), { expose: true, status: 200, statusCode: 200 }),
  'boom 404': () => notFound('No order 42.', { secret: 'hunter2' }),
  'boom 401 with a scheme': () => unauthorized('The token has expired.', 'Bearer', { realm: 'shop' }),
  'boom 429 with headers': tooManyForNow,
  'boom 500': () => badImplementation('the password is hunter2', { secret: 'hunter2' }),
  'boom 503 with data': () => serverUnavailable('Back at noon.', { secret: 'hunter2' }),
  'nest 404': () => new NotFoundException(),
  'nest 409 with a string': () => new ConflictException('Taken.'),
  'nest 409 with a string and a description': () => new ConflictException('Taken.', 'Somebody was faster'),
  'nest 400 with messages': () =>
    new BadRequestException(['email must be an email', 'addresses.0.street must be a string']),
  'nest 503 with members': () =>
    new ServiceUnavailableException({
      status: 'error',
      info: { cache: { status: 'up' } },
      error: { database: { status: 'down' } },
      details: { cache: { status: 'up' }, database: { status: 'down' } },
    }),
  'nest 500': () =>
    new InternalServerErrorException('the password is hunter2', { cause: new Error('hunter2') }),
  'nest 200': () => new HttpException('hunter2', 200),
  'nest 409 whose message throws': unreadable,
  'hono 403': () => new HTTPException(403, { message: 'Only editors may publish.' }),
  'hono 401 with a response': () =>
    new HTTPException(401, {
      res: new Response('<h1>hunter2</h1>', {
        headers: { 'WWW-Authenticate': 'Basic realm="shop"', 'Content-Type': 'text/html' },
      }),
    }),
  'hono 500': () => new HTTPException(500, { message: 'the password is hunter2' }),
  'body-parser entity.parse.failed': () =>
    createError(400, new SyntaxError('Unexpected token h in JSON: hunter2'), {
      type: 'entity.parse.failed',
      body: 'hunter2',
    }),
  'body-parser entity.too.large': () =>
    createError(413, 'request entity too large: hunter2', {
      type: 'entity.too.large',
      length: 2000,
      limit: 1000,
    }),
  'body-parser entity.verify.failed': () =>
    createError(403, new Error('signature hunter2'), { type: 'entity.verify.failed', body: 'hunter2' }),
  'body-parser request.size.invalid': () =>
    createError(400, 'request size did not match content length', {
      type: 'request.size.invalid',
      received: 3,
    }),
  'body-parser charset.unsupported': () =>
    createError(415, 'unsupported charset "HUNTER2"', { type: 'charset.unsupported', charset: 'hunter2' }),
  'body-parser encoding.unsupported': () =>
    createError(415, 'unsupported content encoding "hunter2"', {
      type: 'encoding.unsupported',
      encoding: 'hunter2',
    }),
  'body-parser parameters.too.many': () =>
    createError(413, 'too many parameters: hunter2', { type: 'parameters.too.many' }),
  'body-parser stream.not.readable': () =>
    createError(500, 'stream is not readable: hunter2', { type: 'stream.not.readable' }),
  'body-parser inflation': () => createError(400, brokenGzip()),
  'co-body syntax': () =>
    Object.assign(new SyntaxError('Unexpected token h: hunter2'), { status: 400, body: 'hunter2' }),
  'co-body inflation': () =>
    Object.assign(new Error('Unsupported Content-Encoding: hunter2'), { status: 415 }),
  'fastify body too large': () => new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE('hunter2'),
  'fastify media type': () => new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('text/hunter2'),
  'fastify empty body': () => new errorCodes.FST_ERR_CTP_EMPTY_JSON_BODY('hunter2'),
  'fastify bad URL': () => new errorCodes.FST_ERR_BAD_URL('/hunter2/%'),
  'fastify 500': () => new errorCodes.FST_ERR_REP_INVALID_PAYLOAD_TYPE('hunter2'),
  'router URIError': () =>
    Object.assign(new URIError("Failed to decode param 'hunter2%'"), { status: 400, statusCode: 400 }),
  'rate limit': () => Object.assign(new Error('Rate limit exceeded for hunter2'), { statusCode: 429 }),
  'plain Error': () => new Error('the password is hunter2'),
  'Error with a cause': () => new Error('hunter2', { cause: createError(404, 'hunter2') }),
  'SDK error with statusCode': () =>
    Object.assign(new Error('403 from hunter2'), { statusCode: 403, code: 'Forbidden' }),
  'SDK error with status and headers': () =>
    Object.assign(new Error('hunter2'), {
      status: 401,
      headers: { 'x-api-key': 'hunter2', 'set-cookie': 'session=hunter2' },
      response: { data: 'hunter2' },
    }),
  'Error with numeric code': () =>
    Object.assign(new Error('hunter2'), { code: 404, status: 200, statusCode: 200 }),
  'file system ENOENT': missingFile,
  TypeError: () => new TypeError("Cannot read properties of undefined (reading 'hunter2')"),
  AggregateError: () => new AggregateError([new Error('hunter2')], 'hunter2'),
  'DOMException AbortError': () => new DOMException('hunter2', 'AbortError'),
  'subclass of Error with toJSON': () => new Talkative('hunter2'),
  'unique violation': () =>
    Object.assign(new Error('duplicate key value (email)=(hunter2)'), { code: '23505', detail: 'hunter2' }),
};
