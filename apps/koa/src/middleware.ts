import { expectBody, type Bookshop, type ContentRule, type User } from '@bookshop/domain';
import Router, { type RouterMiddleware, type RouterOptions } from '@koa/router';
import type { Context, Middleware } from 'koa';
import getRawBody from 'raw-body';

/** What {@link signedIn} leaves for the routes behind it. */
export interface State {
  user: User;
}

/** A router whose paths match to the letter: case counts, and so does a slash at the end. */
export function exactRouter(): Router<State> {
  const options: RouterOptions = { sensitive: true, strict: true };
  return new Router<State>(options);
}

/** Refuses a path that cannot be decoded: the router would hand it to the routes as it is. */
export const checkPath: Middleware = (ctx, next) => {
  try {
    decodeURIComponent(ctx.path);
  } catch (error) {
    ctx.throw(400, error as URIError);
  }
  return next();
};

/** Lets only those pass who have a valid token; for staff only, those who are staff. */
export function signedIn(shop: Bookshop, role?: 'staff'): RouterMiddleware<State> {
  return async (ctx, next) => {
    ctx.state.user = await shop.tokens.authenticate(ctx.get('authorization'), role);
    await next();
  };
}

/** Reads a body, once its head has been found to be right. */
export async function readBody({ req }: Context, rule: ContentRule): Promise<Uint8Array> {
  expectBody(req, rule);
  return getRawBody(req, { length: req.headers['content-length'] ?? null, limit: rule.limit });
}
