/** What can be said about one occurrence of a problem, whatever its status. RFC 9457 §3.1 */
export interface ProblemOptions {
  /** URI reference of the problem type; absolute is best. `about:blank` unless given. RFC 9457 §3.1.1 */
  readonly type?: string | undefined;
  /** Summary of the problem type, the same for every occurrence. The phrase of the status unless given. RFC 9457 §3.1.3 */
  readonly title?: string | undefined;
  /** What went wrong this time, for whoever can mend the request. Public. RFC 9457 §3.1.4 */
  readonly detail?: string | undefined;
  /** URI reference of this occurrence: an opaque id, or where the problem can be fetched. RFC 9457 §3.1.5 */
  readonly instance?: string | undefined;
  /** Further members of the document. Public. RFC 9457 §3.2 */
  readonly extensions?: object | undefined;
  /** Header fields of the response; an array is several field lines. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** What led to the error. Private: never sent. */
  readonly cause?: unknown;
  /** Whether other libraries may show the message; with `false` the detail is private too. `status < 500` unless given. */
  readonly expose?: boolean | undefined;
}

/** How to authenticate: the challenge of a 401, 403 or 407. */
export interface ChallengeOption {
  /** One challenge, or several: `Bearer realm="shop", error="invalid_token"`. RFC 9110 §11.3 */
  readonly challenge?: string | readonly string[] | undefined;
}

/** The challenge of a 407, which must have one. */
export interface RequiredChallengeOption {
  /** One challenge, or several: `Basic realm="proxy"`. RFC 9110 §11.7.1 */
  readonly challenge: string | readonly string[];
}

/** The methods of a 405. */
export interface AllowOption {
  /**
   * The methods that the resource supports now; HEAD is added to GET, an empty list is allowed. Sent as `Allow`.
   * RFC 9110 §10.2.1
   */
  readonly allow: string | readonly string[];
}

/** When to try again. */
export interface RetryOption {
  /** Seconds from now (rounded up), or the time itself. Sent as `Retry-After`. RFC 9110 §10.2.3 */
  readonly retryAfter?: number | Date | undefined;
}

/** What a 415 would have accepted. */
export interface AcceptOption {
  /** The media types that are understood, where the type was at fault. Sent as `Accept`. RFC 9110 §12.5.1 */
  readonly accept?: string | readonly string[] | undefined;
  /** The content codings that are understood, where the coding was at fault; `identity` for none. RFC 9110 §12.5.3 */
  readonly acceptEncoding?: string | readonly string[] | undefined;
  /** The patch formats that are understood, where the method was PATCH. Sent as `Accept-Patch`. RFC 5789 §2.2 */
  readonly acceptPatch?: string | readonly string[] | undefined;
}

/** The size of what a 416 could not give a range of. */
export interface SizeOption {
  /** The current length of the representation in bytes. Sent as `Content-Range`. RFC 9110 §14.4 */
  readonly size?: number | undefined;
}

/** The protocol that a 426 asks for. */
export interface UpgradeOption {
  /** One protocol, or several in order of preference: `websocket`. Sent as `Upgrade` on HTTP/1.1. RFC 9110 §7.8 */
  readonly upgrade: string | readonly string[];
}

/** Who put a 451 into effect. */
export interface BlockedByOption {
  /**
   * URI of the party that blocks the access, which is not the one that demanded it. Sent as `Link` with
   * `rel="blocked-by"`. RFC 7725 §4
   */
  readonly blockedBy?: string | undefined;
}

/** The options that a status has beside those of every problem, by status. */
export interface OptionsByStatus {
  401: ChallengeOption;
  403: ChallengeOption;
  405: AllowOption;
  407: RequiredChallengeOption;
  413: RetryOption;
  415: AcceptOption;
  416: SizeOption;
  426: UpgradeOption;
  429: RetryOption;
  451: BlockedByOption;
  502: RetryOption;
  503: RetryOption;
  504: RetryOption;
}

/** The options that a status has beside those of every problem. */
export type StatusOptions<S extends number> = S extends keyof OptionsByStatus ? OptionsByStatus[S] : unknown;
