import { phrases } from './phrases.ts';

/** What HTTP says about a status code. */
export interface StatusInfo {
  /** The code that was asked for. */
  readonly code: number;
  /** Whether the code is in the registry; if not, the rest is that of the x00 of its class, except for caching. */
  readonly registered: boolean;
  /** The reason phrase; `(Unused)` for 306 and 418. */
  readonly phrase: string;
  readonly category: 'informational' | 'successful' | 'redirection' | 'client-error' | 'server-error';
  /** The document that defines the code: `RFC 9110`. */
  readonly specification: string;
  /** The section of that document: `15.5.10`. */
  readonly section: string;
  /** Whether a response to a method other than HEAD and CONNECT may have content. RFC 9110 §6.4.1 */
  readonly bodyAllowed: boolean;
  /** Whether a cache may keep the response although it has no explicit freshness. RFC 9111 §4.2.2 */
  readonly cacheableByDefault: boolean;
  readonly headers: {
    /** The fields that the response must have. */
    readonly mandatory: readonly string[];
    /** The fields that have a meaning of their own with this status. */
    readonly optional: readonly string[];
  };
  /**
   * Whether a client may repeat the same request by itself: `idempotent` methods only, `after-delay` (Retry-After, else its own
   * back-off), over a `different-connection`, or `never`. RFC 9110 §9.2.2
   */
  readonly retry: 'never' | 'idempotent' | 'after-delay' | 'different-connection';
}

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Status<S extends number> = `${S}` extends `${1 | 2 | 3 | 4 | 5}${Digit}${Digit}` ? S : never;

/**
 * What HTTP says about a status code. A code that nobody registered is treated as the x00 of its class, and says so
 * (`registered: false`); a cache may not guess its freshness though (RFC 9111 §4.2.2). Undefined for what is no status code (no
 * integer in 100–599): codes come off the wire, and asking about one is no reason to fail. RFC 9110 §15
 *
 * @example statusInfo(503).retry // 'after-delay'
 */
export function statusInfo<S extends number>(code: S & Status<S>): StatusInfo;
export function statusInfo(code: number): StatusInfo | undefined;
export function statusInfo(code: number): StatusInfo | undefined {
  const category = Number.isInteger(code) ? categories[Math.floor(code / 100)] : undefined;
  if (category === undefined) return undefined;
  const registered = Object.hasOwn(table, code);
  const known = registered ? code : Math.floor(code / 100) * 100;
  const { phrase, specification, section, mandatory, optional, retry } = table[known] as Row;
  return {
    code,
    registered,
    phrase: phrase ?? (phrases[known] as string),
    category,
    specification: specification ?? 'RFC 9110',
    section,
    bodyAllowed: category !== 'informational' && !bodiless.includes(known),
    cacheableByDefault: cacheable.includes(code),
    headers: { mandatory: mandatory ?? [], optional: optional ?? [] },
    retry: retry ?? 'never',
  };
}

const categories: readonly (StatusInfo['category'] | undefined)[] = [
  undefined,
  'informational',
  'successful',
  'redirection',
  'client-error',
  'server-error',
];

// RFC 9110 §6.4.1; 205 may have content as a message goes, and a server must not send any (§15.3.6).
const bodiless: readonly number[] = [204, 205, 304];

// RFC 9110 §15.1, and 451 by RFC 7725 §3.
const cacheable: readonly number[] = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501];

interface Row {
  /** The 4xx and 5xx have theirs in {@link phrases}. */
  readonly phrase?: string;
  /** RFC 9110 unless given. */
  readonly specification?: string;
  readonly section: string;
  readonly mandatory?: readonly string[];
  readonly optional?: readonly string[];
  readonly retry?: StatusInfo['retry'];
}

/** The registry of status codes. https://www.iana.org/assignments/http-status-codes */
const table: Readonly<Record<number, Row>> = {
  100: { phrase: 'Continue', section: '15.2.1' },
  101: { phrase: 'Switching Protocols', section: '15.2.2', mandatory: ['Upgrade', 'Connection'] },
  102: { phrase: 'Processing', specification: 'RFC 2518', section: '10.1' },
  103: { phrase: 'Early Hints', specification: 'RFC 8297', section: '2', optional: ['Link'] },
  104: {
    phrase: 'Upload Resumption Supported',
    specification: 'draft-ietf-httpbis-resumable-upload',
    section: '5',
    optional: ['Location', 'Upload-Offset', 'Upload-Limit', 'Upload-Draft-Interop-Version'],
  },
  200: { phrase: 'OK', section: '15.3.1', optional: ['ETag', 'Last-Modified'] },
  201: { phrase: 'Created', section: '15.3.2', optional: ['Location', 'ETag', 'Last-Modified'] },
  202: { phrase: 'Accepted', section: '15.3.3', optional: ['Location', 'Retry-After'] },
  203: { phrase: 'Non-Authoritative Information', section: '15.3.4' },
  204: { phrase: 'No Content', section: '15.3.5', optional: ['ETag'] },
  205: { phrase: 'Reset Content', section: '15.3.6' },
  206: {
    phrase: 'Partial Content',
    section: '15.3.7',
    mandatory: ['Content-Range'],
    optional: ['ETag', 'Cache-Control', 'Expires', 'Content-Location', 'Vary', 'Date'],
  },
  207: { phrase: 'Multi-Status', specification: 'RFC 4918', section: '11.1' },
  208: { phrase: 'Already Reported', specification: 'RFC 5842', section: '7.1' },
  226: { phrase: 'IM Used', specification: 'RFC 3229', section: '10.4.1', optional: ['IM', 'Delta-Base'] },
  300: { phrase: 'Multiple Choices', section: '15.4.1', optional: ['Location', 'Link'] },
  301: { phrase: 'Moved Permanently', section: '15.4.2', optional: ['Location', 'Retry-After'] },
  302: { phrase: 'Found', section: '15.4.3', optional: ['Location', 'Retry-After'] },
  303: { phrase: 'See Other', section: '15.4.4', optional: ['Location', 'Retry-After'] },
  304: {
    phrase: 'Not Modified',
    section: '15.4.5',
    optional: ['ETag', 'Date', 'Vary', 'Content-Location', 'Cache-Control', 'Expires'],
  },
  305: { phrase: 'Use Proxy', section: '15.4.6' },
  306: { phrase: '(Unused)', section: '15.4.7' },
  307: { phrase: 'Temporary Redirect', section: '15.4.8', optional: ['Location', 'Retry-After'] },
  308: { phrase: 'Permanent Redirect', section: '15.4.9', optional: ['Location', 'Retry-After'] },
  400: { section: '15.5.1' },
  401: { section: '15.5.2', mandatory: ['WWW-Authenticate'] },
  402: { section: '15.5.3' },
  403: { section: '15.5.4', optional: ['WWW-Authenticate'] },
  404: { section: '15.5.5' },
  405: { section: '15.5.6', mandatory: ['Allow'] },
  406: { section: '15.5.7', optional: ['Vary'] },
  407: { section: '15.5.8', mandatory: ['Proxy-Authenticate'] },
  408: { section: '15.5.9', optional: ['Connection'], retry: 'idempotent' },
  409: { section: '15.5.10', optional: ['ETag'] },
  410: { section: '15.5.11' },
  411: { section: '15.5.12' },
  412: { section: '15.5.13', optional: ['ETag', 'Last-Modified'] },
  413: { section: '15.5.14', optional: ['Retry-After', 'Connection'], retry: 'after-delay' },
  414: { section: '15.5.15' },
  415: { section: '15.5.16', optional: ['Accept', 'Accept-Encoding', 'Accept-Patch'] },
  416: { section: '15.5.17', optional: ['Content-Range'] },
  417: { section: '15.5.18' },
  418: { phrase: '(Unused)', section: '15.5.19' },
  421: { section: '15.5.20', retry: 'different-connection' },
  422: { section: '15.5.21' },
  423: { specification: 'RFC 4918', section: '11.3' },
  424: { specification: 'RFC 4918', section: '11.4' },
  425: { specification: 'RFC 8470', section: '5.2', retry: 'after-delay' },
  426: { section: '15.5.22', mandatory: ['Upgrade', 'Connection'] },
  428: { specification: 'RFC 6585', section: '3' },
  429: {
    specification: 'RFC 6585',
    section: '4',
    optional: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
    retry: 'after-delay',
  },
  431: { specification: 'RFC 6585', section: '5' },
  451: { specification: 'RFC 7725', section: '3', optional: ['Link'] },
  500: { section: '15.6.1' },
  501: { section: '15.6.2' },
  502: { section: '15.6.3', optional: ['Proxy-Status', 'Retry-After'], retry: 'idempotent' },
  503: { section: '15.6.4', optional: ['Retry-After', 'RateLimit-Policy'], retry: 'after-delay' },
  504: { section: '15.6.5', optional: ['Proxy-Status', 'Retry-After'], retry: 'idempotent' },
  505: { section: '15.6.6' },
  506: { specification: 'RFC 2295', section: '8.1' },
  507: { specification: 'RFC 4918', section: '11.5' },
  508: { specification: 'RFC 5842', section: '7.2' },
  510: { specification: 'RFC 2774', section: '7' },
  511: { specification: 'RFC 6585', section: '6' },
};
