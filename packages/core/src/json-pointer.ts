// RFC 3986 §3.5: what a fragment holds as it is, beside what encodeURIComponent leaves alone anyway.
const plain = /%(?:24|26|2B|2C|3A|3B|3D|3F|40)/g;

/**
 * The JSON Pointer to a value in a document, in URI fragment form: `#/authors/0/name`, and `#` for the whole document. Total:
 * a lone surrogate becomes U+FFFD, as it does in UTF-8. A symbol, which JSON has no name for, is written by its description.
 * RFC 6901 §6
 *
 * @example jsonPointer(['a/b', 0]) // '#/a~1b/0'
 */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return `#${path.map((token) => `/${encode(token)}`).join('')}`;
}

function encode(token: PropertyKey): string {
  const escaped = String(typeof token === 'symbol' ? (token.description ?? '') : token)
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(escaped).replace(plain, decodeURIComponent);
}
