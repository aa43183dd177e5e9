import { Forbidden, Unauthorized } from '@statusquo/core';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { User } from './model.ts';

const challenge = 'Bearer realm="bookshop"';

/** Reads the bearer tokens of requests. RFC 6750, RFC 7519 */
export class Tokens {
  readonly #key: Uint8Array;

  constructor(secret: string) {
    this.#key = new TextEncoder().encode(secret);
  }

  /**
   * The user that a request comes from, by its Authorization field.
   *
   * @throws {Unauthorized} without a valid token. @throws {Forbidden} if the user has another role.
   */
  async authenticate(authorization: string | undefined, role?: 'staff'): Promise<User> {
    const [, token = ''] = /^Bearer +(.+)$/i.exec(authorization ?? '') ?? [];
    if (token === '') throw new Unauthorized({ challenge });
    const user = userOf(await this.#claims(token));
    if (role !== undefined && user.role !== role) throw new Forbidden(`This needs the role ${role}.`);
    return user;
  }

  async #claims(token: string): Promise<JWTPayload> {
    try {
      return (await jwtVerify(token, this.#key, { algorithms: ['HS256'] })).payload;
    } catch (cause) {
      const state = cause instanceof errors.JWTExpired ? 'has expired' : 'is invalid';
      throw badToken(state, cause);
    }
  }
}

function userOf({ sub, role }: JWTPayload): User {
  if (typeof sub === 'string' && (role === 'reader' || role === 'staff')) return { sub, role };
  throw badToken('is invalid');
}

function badToken(state: string, cause?: unknown): Unauthorized {
  return new Unauthorized(`The access token ${state}.`, {
    challenge: `${challenge}, error="invalid_token"`,
    cause,
  });
}
