import { originFormOf, type RequestView, type ResponseView } from '@statusquo/core';

/** What core sees of a Request. */
export function requestView(request: Request): RequestView<Request> {
  return {
    method: request.method,
    // As the client sent it; `URL` would resolve dots.
    url: originFormOf(request.url),
    header: (name) => request.headers.get(name) ?? undefined,
    native: request,
  };
}

/** What core sees of a response that is not there yet; `phase` holds while the client is there. */
export function responseView(
  request: Request,
  headers: Headers,
  phase: 'open' | 'started' = 'open',
): ResponseView {
  return {
    phase: request.signal.aborted ? 'aborted' : phase,
    // RFC 6265 §3: cookies are the one field whose lines cannot be joined.
    header: (name) =>
      /^set-cookie$/i.test(name) ? headers.getSetCookie() : (headers.get(name) ?? undefined),
    headerNames: () => [...headers.keys()],
  };
}
