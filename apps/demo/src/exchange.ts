import { request, type IncomingHttpHeaders } from 'node:http';

/** A request of the demo. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
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
    const length = body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
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

const compared = [
  'accept',
  'allow',
  'cache-control',
  'content-language',
  'etag',
  'location',
  'retry-after',
  'upgrade',
  'www-authenticate',
  'x-content-type-options',
];

/**
 * What has to be the same on every host: the status, the body and the fields that the contract names. The framework may
 * choose how it frames a body that is no problem, and what a redirect says beside its Location.
 */
export function fingerprint({ status, continued, headers, body }: Received): string {
  const type = headers['content-type'] ?? '';
  const isProblem = type.startsWith('application/problem');
  const fields = compared.map((name) => [name, headers[name]]);
  // The window of a rate limit began a moment earlier on one host than on the next.
  const steady = fields.map(([name, value]) => [
    name,
    name === 'retry-after' && status === 429 ? typeof value : value,
  ]);
  const framing = isProblem ? [type, headers['content-length']] : [];
  return JSON.stringify([status, continued, steady, framing, status >= 300 && status < 400 ? '' : body]);
}
