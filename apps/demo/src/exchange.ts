import { request, type IncomingHttpHeaders } from 'node:http';

/** A request. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What came back. */
export interface Received {
  /** The final status, or the 101 that ended HTTP on this connection. */
  readonly status: number;
  /** Whether `100 Continue` came first. */
  readonly continued: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request on a connection of its own; with `Expect: 100-continue` the body waits for the server's word. */
export function exchange(url: string, { method, path, headers = {}, body = '' }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const isChunked = headers['Transfer-Encoding'] !== undefined;
    const length =
      body.length === 0 || isChunked ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const sent = request(url + path, {
      method,
      headers: { ...length, ...headers },
      agent: false,
      timeout: 10_000,
    });
    let continued = false;
    sent.on('continue', () => {
      continued = true;
      sent.end(body);
    });
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, continued, headers: response.headers, body: '' });
    });
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          continued,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
        sent.destroy();
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer within 10 seconds`)));
    sent.on('error', reject);
    if (headers['Expect'] === undefined) sent.end(body);
    else sent.flushHeaders();
  });
}

/** The fields that belong to the contract. Others are the framework's own business: the date, and how it keeps connections. */
const compared = [
  'accept',
  'allow',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'etag',
  'location',
  'retry-after',
  'transfer-encoding',
  'upgrade',
  'vary',
  'www-authenticate',
  'x-content-type-options',
  'x-powered-by',
];

/** All that has to be the same on every build, as text. */
export function fingerprint({ status, continued, headers, body }: Received): string {
  const fields = compared.flatMap((name) => {
    const value = headers[name];
    if (value === undefined) return [];
    // The window of a rate limit began a moment earlier on one build than on the next.
    return `${name}: ${name === 'retry-after' && status === 429 ? 'seconds' : String(value)}`;
  });
  return [...(continued ? ['100'] : []), status, ...fields, '', body].join('\n');
}
