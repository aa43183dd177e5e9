import { HttpException } from '@nestjs/common';
import { toHttpError, type HostRule } from '@statusquo/core';
import { STATUS_CODES } from 'node:http';
import { isInstance } from './is-instance.ts';

/**
 * What a body parser or the router raised comes wrapped: Nest's adapters make an `HttpException` of it that repeats its message,
 * which quotes the request. The original is the `cause`. `mapException` in `express-adapter.js` and `fastify-adapter.js`
 */
export const mappedByNest: HostRule = (error) => {
  if (!isInstance(error, HttpException)) return undefined;
  const { message, expose } = (error.cause ?? {}) as { message?: unknown; expose?: unknown };
  const status = error.getStatus();
  // Where the original keeps its message to itself, Nest puts Node's phrase.
  if (error.message !== (expose === false ? STATUS_CODES[status] : message)) return undefined;
  const original = toHttpError(error.cause);
  return original.status === status ? original : undefined;
};
