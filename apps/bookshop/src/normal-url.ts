/** The path up to a query, and in it what never had to be encoded: letters, digits and - . _ ~ */
const path = /^[^?#]*/;
const unreserved = /%(?:2[DE]|3\d|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])/gi;

/**
 * A request target with its path in normal form: `/b%6Foks` is the same as `/books`, and not every router knows that.
 * RFC 3986 §6.2.2.2
 */
export function normalUrl(url: string): string {
  return url.replace(path, (text) => text.replace(unreserved, decodeURIComponent));
}
