import type { Answer } from './create-responder.ts';
import { leftoverHeaders, type Fields } from './headers.ts';
import type { HeaderFields } from './http-error.ts';
import { problemJson, type Representation } from './represent.ts';
import { setMember } from './set-member.ts';
import type { RequestView, ResponseView } from './views.ts';

/** What is sent. */
export type Rendered = Pick<Answer, 'remove' | 'headers' | 'body'>;

/** The fields of every answer, by lower-case name. */
const own: ReadonlyMap<string, string> = new Map(
  ['Content-Type', 'Content-Length', 'Cache-Control', 'X-Content-Type-Options'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

const none: readonly string[] = [];

/** The head and the body of an answer, and what has to leave the response for it. */
export function render(
  { mediaType, body, length }: Representation,
  fields: Fields | undefined,
  request: RequestView,
  response: ResponseView,
): Rendered {
  return {
    remove: leftovers(response.headerNames(), fields),
    headers: fields === undefined ? plainHeaders(length) : joined(mediaType, length, fields),
    body: request.method === 'HEAD' ? '' : body,
  };
}

/** The fields of answers that have no others, by the length of the body. */
const known: (HeaderFields | undefined)[] = [];

/** Those of JSON: where there are other formats, there is Vary. */
function plainHeaders(length: number): HeaderFields {
  if (length >= 1024) return ownHeaders(problemJson, length);
  return (known[length] ??= Object.freeze(ownHeaders(problemJson, length)));
}

/** The fields that every answer has. */
export function ownHeaders(mediaType: string, length: number): HeaderFields {
  return {
    'Content-Type': mediaType,
    'Content-Length': String(length),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
}

function joined(mediaType: string, length: number, fields: Fields): HeaderFields {
  const headers = ownHeaders(mediaType, length);
  for (const [key, { name, value }] of fields) setMember(headers, own.get(key) ?? name, value);
  return headers;
}

/** Those of the names that have to leave the response, unless the answer sets them anew. */
export function leftovers(names: readonly string[], fields?: Fields): readonly string[] {
  let found: string[] | undefined;
  for (const name of names) {
    const key = name.toLowerCase();
    if (leftoverHeaders.has(key) && !own.has(key) && fields?.has(key) !== true) (found ??= []).push(name);
  }
  return found ?? none;
}
