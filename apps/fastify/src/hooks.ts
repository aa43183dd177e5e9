import { expectBody, type Bookshop, type ContentRule, type User } from '@bookshop/domain';
import type { FastifyRequest, onRequestAsyncHookHandler, preParsingAsyncHookHandler } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent the request, behind `authenticate`. */
    user: User | null;
  }
}

/** Lets only those in who have a valid token, and the role. */
export function authenticate(shop: Bookshop, role?: 'staff'): onRequestAsyncHookHandler {
  return async (request) => {
    request.user = await shop.tokens.authenticate(request.headers.authorization, role);
  };
}

/** The user behind `authenticate`. */
export function userOf({ user }: FastifyRequest): User {
  if (user === null) throw new Error('The route has no authenticate hook.');
  return user;
}

/** Checks the head of the body before the body is read. */
export function expects(rule: ContentRule): preParsingAsyncHookHandler {
  return async (request, _reply, payload) => {
    expectBody(request.raw, rule);
    return payload;
  };
}

/** The body as bytes; undefined if there is none. */
export function bytesOf({ body }: FastifyRequest): Uint8Array | undefined {
  return body instanceof Uint8Array ? body : undefined;
}

/** What every plugin of routes gets. */
export interface RouteOptions {
  readonly shop: Bookshop;
}
