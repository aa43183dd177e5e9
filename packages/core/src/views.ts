/** A request as core sees it, whatever the host. */
export interface RequestView<NativeRequest = unknown> {
  readonly method: string;
  /** Path and query as the client sent them, before any router took a prefix off. */
  readonly url: string;
  /** `1.0`, `1.1`, `2.0` …; absent where the host does not tell. */
  readonly httpVersion?: string | undefined;
  /** The value of a field, by its name in any case. */
  header(name: string): string | undefined;
  /** The host's own request object. */
  readonly native: NativeRequest;
}

/** A response as core sees it. */
export interface ResponseView {
  /** `open`: nothing sent yet; `started`: the head is out; `finished`: all is out; `aborted`: the client has gone. */
  readonly phase: 'open' | 'started' | 'finished' | 'aborted';
  /** The value of a field set so far, by its name in any case. */
  header(name: string): string | readonly string[] | undefined;
  /** The names of the fields set so far. */
  headerNames(): readonly string[];
}

/** A response that nothing has been said of yet, for hosts that have none when an error comes. */
export const nothingSent: ResponseView = {
  phase: 'open',
  header: () => undefined,
  headerNames: () => [],
};
