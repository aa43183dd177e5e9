import { Bookshop, parseIsbn, requireIfMatch } from '@bookshop/domain';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from './http.ts';

/** Lets only those with this role into a route behind `SignedIn`. */
export const Role = Reflector.createDecorator<'staff'>();

/** Lets only those in who have a valid token, and the role of the route. */
@Injectable()
export class SignedIn implements CanActivate {
  readonly #shop: Bookshop;
  readonly #reflector: Reflector;

  constructor(@Inject(Bookshop) shop: Bookshop, @Inject(Reflector) reflector: Reflector) {
    this.#shop = shop;
    this.#reflector = reflector;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const role = this.#reflector.getAllAndOverride(Role, [context.getHandler(), context.getClass()]);
    request.user = await this.#shop.tokens.authenticate(request.headers.authorization, role);
    return true;
  }
}

/** Counts the orders of a user. */
@Injectable()
export class OrderLimit implements CanActivate {
  readonly #shop: Bookshop;

  constructor(@Inject(Bookshop) shop: Bookshop) {
    this.#shop = shop;
  }

  canActivate(context: ExecutionContext): boolean {
    this.#shop.orderLimit.count(context.switchToHttp().getRequest<Request>().user?.sub ?? '');
    return true;
  }
}

/** What has to be right before the body of an update is worth reading. */
export const checkUpdate: CanActivate = {
  canActivate(context) {
    const { headers, params } = context.switchToHttp().getRequest<Request>();
    requireIfMatch(headers['if-match']);
    parseIsbn(params['isbn'] ?? '');
    return true;
  },
};
