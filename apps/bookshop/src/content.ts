import { parse } from 'content-type';
import createError from 'http-errors';
import type { IncomingMessage } from 'node:http';

/** What a route takes as its body. */
export interface ContentRule {
  readonly mediaType: string;
  /** Bytes. */
  readonly limit: number;
}

/** The body of every route but the imports. */
export const jsonContent: ContentRule = { mediaType: 'application/json', limit: 102_400 };
/** The body of `POST /imports`. */
export const importContent: ContentRule = { mediaType: 'application/x-ndjson', limit: 10_485_760 };

/**
 * Checks what the head of a request tells about its body: to be called when nothing but the body is left to check, and before
 * it is read, as a client may be waiting for the 100 that comes with the first read. The errors are those of body parsers everywhere, known
 * by their `type`, so that they get the same words as what the parser of the framework throws.
 *
 * @throws 415 for another media type, charset or content coding; 413 for a Content-Length over the limit.
 */
export function expectBody(request: IncomingMessage, rule: ContentRule): void {
  const { headers } = request;
  const length = Number(headers['content-length'] ?? 0);
  const isThere = length > 0 || headers['transfer-encoding'] !== undefined;
  const type = headers['content-type'];
  if ((isThere || type !== undefined) && !isTaken(type ?? '', rule.mediaType))
    throw createError(415, { type: 'charset.unsupported' });
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    throw createError(415, { type: 'encoding.unsupported' });
  if (length > rule.limit) throw createError(413, { type: 'entity.too.large' });
}

function isTaken(field: string, mediaType: string): boolean {
  const { type, parameters } = parse(field);
  return type.toLowerCase() === mediaType && (parameters['charset'] ?? 'utf-8').toLowerCase() === 'utf-8';
}

// Skips a BOM. Fatal, since what is not UTF-8 is no JSON either. RFC 8259 §8.1
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The value of a JSON text; `__proto__` is a member like any other. A framework that has no body to give gives undefined.
 *
 * @throws 400 if it is empty or malformed.
 */
export function parseJson(bytes: Uint8Array = new Uint8Array()): unknown {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch (cause) {
    throw createError(400, { type: 'entity.parse.failed', cause });
  }
}
