import type { JsonValue } from './json-value.ts';
import { escapeMarkup, isList, membersOf, type Member } from './markup.ts';
import type { ProblemFormat } from './problem-format.ts';

/**
 * Problems as XML, for `formats`: arrays are `<i>` elements, everything else is named by its member. A name that is no XML
 * name is escaped as in SQL/XML (`a b` is `a_x0020_b`); a character that XML 1.0 cannot hold becomes U+FFFD. RFC 9457 Appendix B
 */
export const xml: ProblemFormat = {
  mediaType: 'application/problem+xml',
  render(problem) {
    const content = elements(membersOf(problem));
    return `<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807">${content}</problem>`;
  },
};

function elements(members: readonly Member[]): string {
  // An object with nothing but <i> in it would be read as an array.
  const looksLikeArray = members.length === 1 && members[0]?.[0] === 'i';
  return members
    .map(([name, value]) => element(looksLikeArray ? escapeUnits(name) : elementName(name), value))
    .join('');
}

function element(name: string, value: JsonValue): string {
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: JsonValue): string {
  if (value === null) return '';
  // A bare CR would be read as a line feed. XML 1.0 §2.11
  if (typeof value !== 'object') return escapeMarkup(String(value)).replaceAll('\r', '&#13;');
  return isList(value) ? value.map((item) => element('i', item)).join('') : elements(Object.entries(value));
}

// XML 1.0 §2.3, without the colon, which Namespaces in XML keeps for prefixes. Of the letters beyond ASCII, those that are in
// wide use and in the fourth edition too: Expat, Xerces and .NET refuse what came with the fifth.
const letters =
  'A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{131}\\u{14a}-\\u{17e}\\u{38e}-\\u{3a1}\\u{3a3}-\\u{3ce}\\u{401}-\\u{40c}\\u{40e}-\\u{44f}' +
  '\\u{451}-\\u{45c}\\u{5d0}-\\u{5ea}\\u{621}-\\u{63a}\\u{641}-\\u{64a}\\u{905}-\\u{939}\\u{3041}-\\u{3094}\\u{30a1}-\\u{30fa}' +
  '\\u{4e00}-\\u{9fa5}\\u{ac00}-\\u{d7a3}';
// What looks like an escape already, the reserved prefix "xml", and what no name can hold at its place.
const unfit = new RegExp(
  `_(?=x(?:[\\dA-Fa-f]{4})?_)|^[xX](?=[mM][lL])|^[^${letters}]|[^${letters}\\-.\\d]`,
  'gu',
);

function elementName(name: string): string {
  return name === '' ? '_x_' : name.replace(unfit, escapeUnits);
}

/** Each UTF-16 unit as `_xHHHH_`. ISO/IEC 9075-14 §9.1 */
function escapeUnits(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
    return `_x${unit}_`;
  }).join('');
}
