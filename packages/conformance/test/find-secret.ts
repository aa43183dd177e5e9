/** How a text may be written so that it can still be read: its name, and the bytes to look for, one character each. */
type Form = readonly [name: string, text: string];

/** Names the forms of a secret that stand in some bytes: as it is, in another case, or in a usual encoding. */
export function findSecret(bytes: Uint8Array, secret: string): readonly string[] {
  const text = Buffer.from(bytes).toString('latin1').toLowerCase();
  const forms = known.get(secret) ?? formsOf(secret).map(([name, form]): Form => [name, form.toLowerCase()]);
  known.set(secret, forms);
  return forms.flatMap(([name, form]) => (text.includes(form) ? [name] : []));
}

const known = new Map<string, readonly Form[]>();

function formsOf(secret: string): readonly Form[] {
  const utf8 = Buffer.from(secret);
  const utf16 = Buffer.from(secret, 'utf16le');
  const units = Array.from({ length: secret.length }, (_, index) => secret.charCodeAt(index));
  const forms: Form[] = [
    ['UTF-8', utf8.toString('latin1')],
    ['Latin-1', Buffer.from(secret, 'latin1').toString('latin1')],
    ['UTF-16LE', utf16.toString('latin1')],
    ['UTF-16BE', Buffer.from(utf16).swap16().toString('latin1')],
    ['JSON', bytesOf(JSON.stringify(secret).slice(1, -1))],
    ['JSON twice', bytesOf(JSON.stringify(JSON.stringify(secret)).slice(3, -3))],
    ['\\u escapes', units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')],
    ['percent-encoding', encodeURIComponent(secret)],
    ['percent-encoding of every byte', [...utf8].map((byte) => `%${hex(byte)}`).join('')],
    ['form encoding', new URLSearchParams({ '': secret }).toString().slice(1)],
    ['HTML', bytesOf(escapeMarkup(secret, '&#39;'))],
    ['XML', bytesOf(escapeMarkup(secret, '&apos;'))],
    ['decimal references', Array.from(secret, (character) => `&#${character.codePointAt(0)};`).join('')],
    [
      'hexadecimal references',
      Array.from(secret, (character) => `&#x${character.codePointAt(0)?.toString(16)};`).join(''),
    ],
    [
      'XML name',
      secret.replaceAll(/\W/gu, (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, '0')}_`),
    ],
    ['hexadecimal', utf8.toString('hex')],
  ];
  for (const offset of [0, 1, 2]) {
    for (const alphabet of ['base64', 'base64url'] as const)
      forms.push([`${alphabet} from byte ${offset}`, base64Core(utf8, offset, alphabet)]);
  }
  return forms;
}

/** The part of a base64 text that is the same whatever stands before and after the bytes. RFC 4648 §4 */
function base64Core(bytes: Buffer, offset: number, alphabet: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString(alphabet)
    .replace(/=+$/, '');
  return text.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + bytes.length) * 4) / 3));
}

function escapeMarkup(text: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe);
}

function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
