import { HttpException } from '@nestjs/common';
import { toHttpError, type HostRule } from '@statusquo/core';
import { STATUS_CODES } from 'node:http';
import { isInstance } from './is-instance.ts';

/**
 * What a body parser or the router raised comes wrapped: Nest's adapters make an `HttpException` of it that repeats its message,
 * which quotes the request. The original is the `cause`. `mapException` in `express-adapter.js` and `fastify-adapter.js`
 */
export const mappedByNest: HostRule = (error) => {
  if (!isInstance(error, HttpException) || !isMappingOf(error, error.cause)) return undefined;
  const original = toHttpError(error.cause);
  return original.status === error.getStatus() ? original : undefined;
};

/** Whether an exception only repeats what an error says. One that does not let itself be read does not. */
export function isMappingOf(exception: HttpException, original: unknown): boolean {
  try {
    const { message, expose } = (original ?? {}) as { message?: unknown; expose?: unknown };
    // Where the original keeps its message to itself, Nest puts Node's phrase.
    return exception.message === (expose === false ? STATUS_CODES[exception.getStatus()] : message);
  } catch {
    return false;
  }
}
