import Negotiator from 'negotiator';
import { maxAccept } from './limits.ts';
import type { ProblemFormat } from './problem-format.ts';

/** Gives the format that a client prefers to JSON by its `Accept`; undefined for JSON. */
export type Negotiate = (accept: string | undefined) => ProblemFormat | undefined;

/**
 * Makes the choice between JSON and the given formats. It never fails: without a preference, or where nothing would be
 * acceptable, the client gets JSON. RFC 9110 §12.4.1, §12.5.1
 */
export function negotiation(formats: readonly ProblemFormat[]): Negotiate {
  const offered = formats.map((format) => ({ format, names: namesOf(format.mediaType) }));
  const ours = new Set(offered.flatMap(({ names: [own] }) => own ?? []));
  const isJson = (range: string): boolean => /[/+]json$/.test(range) && !ours.has(range);

  return (accept) => {
    if (accept === undefined || accept.length > maxAccept) return undefined;
    const negotiator = new Negotiator({ headers: { accept } });
    const named = negotiator.mediaTypes().map((range) => range.toLowerCase());
    // RFC 8259 §11: JSON has no parameters, so one in the range that is liked best does not matter.
    if (named[0] !== undefined && isJson(named[0])) return undefined;

    // Every name that the client uses for a representation; the first where it uses none, so that wildcards cover it.
    const offers = new Map<string, ProblemFormat | undefined>();
    const json = named.filter(isJson);
    for (const name of json.length > 0 ? json : ['application/problem+json'])
      offers.set(inUtf8(name), undefined);
    for (const { format, names } of offered) {
      const [own = '', ...others] = names;
      const used = others.filter((name) => named.includes(name));
      if (used.length === 0 || named.includes(own)) offer(offers, format.mediaType, format);
      for (const name of used) offer(offers, name, format);
    }
    const [best = ''] = negotiator.mediaTypes([...offers.keys()]);
    return offers.get(best);
  };
}

/** The media types that ask for one: without parameters, and without the first part of a suffix. RFC 6839, RFC 7303 §9.2 */
function namesOf(mediaType: string): readonly string[] {
  const own = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  const suffix = /\+([^+/]+)$/.exec(own)?.[1];
  if (suffix === undefined) return [own];
  return suffix === 'xml' ? [own, 'application/xml', 'text/xml'] : [own, `application/${suffix}`];
}

function offer(
  offers: Map<string, ProblemFormat | undefined>,
  mediaType: string,
  format: ProblemFormat,
): void {
  const name = inUtf8(mediaType);
  if (!offers.has(name)) offers.set(name, format);
}

/** So that a range which asks for the charset that everything is sent in fits too. */
function inUtf8(mediaType: string): string {
  return /;[\t ]*charset=/i.test(mediaType) ? mediaType : `${mediaType};charset=utf-8`;
}
