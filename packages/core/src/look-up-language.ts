import Negotiator from 'negotiator';

/**
 * The language to answer in: that of `available` (the default one first) which is found by looking up what the client
 * accepts, best first, from `de-CH-1996` to `de-CH` to `de`. RFC 4647 §3.4
 *
 * Where nothing is found it is the default, or if the client refuses that (`q=0`), the first that it does not. A client that refuses all
 * of them gets the default too: an error is no occasion for a 406. RFC 9110 §12.5.4
 */
export function lookUpLanguage(
  available: readonly string[],
  languages: readonly string[],
  acceptLanguage: string,
): string {
  // With a wildcard at its end, the list accepts whatever it does not refuse.
  const negotiator = new Negotiator({ headers: { 'accept-language': `${acceptLanguage}, *` } });
  const accepted = new Set(negotiator.languages([...available]));
  const offered = available.filter((tag) => accepted.has(tag));
  const byLength = offered.toSorted((a, b) => b.length - a.length);
  // The wildcard is passed over: it says nothing about which one, and the default stands for it.
  for (const range of languages) {
    const found = byLength.find((tag) => `${range}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase()));
    if (found !== undefined) return found;
  }
  return offered[0] ?? String(available[0]);
}
