import { expectBody, type Bookshop, type ContentRule, type User } from '@bookshop/domain';
import express, { type RequestHandler, type Response, type RouterOptions } from 'express';

/** Paths match to the letter: case counts, and so does a slash at the end. */
export const exactly: RouterOptions = { caseSensitive: true, strict: true };

/** The response of a route behind {@link signedIn}. */
export type SignedIn = Response<unknown, { user: User }>;

/** Lets only those pass who have a valid token; for staff only, those who are staff. */
export function signedIn(
  shop: Bookshop,
  role?: 'staff',
): (...args: Parameters<RequestHandler>) => Promise<void> {
  return async (req, res, next) => {
    res.locals['user'] = await shop.tokens.authenticate(req.get('authorization'), role);
    next();
  };
}

/** Reads a body as bytes into `req.body`, once its head has been found to be right. */
export function body(rule: ContentRule): RequestHandler[] {
  return [
    (req, _res, next) => {
      expectBody(req, rule);
      next();
    },
    express.raw({ type: () => true, limit: rule.limit, inflate: false }),
  ];
}
