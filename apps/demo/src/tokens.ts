import { SignJWT } from 'jose';

/** A bearer token of the bookshop. */
export async function tokenOf(
  secret: string,
  claims: { readonly sub?: string; readonly role?: string; readonly exp?: number },
): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}
