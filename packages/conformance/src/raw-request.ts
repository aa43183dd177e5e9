import { connect } from 'node:net';

/** What to do on one connection, in order. */
export type Action =
  | { readonly send: string }
  /** Milliseconds. */
  | { readonly pause: number }
  /** Until so many complete answers have come. */
  | { readonly answers: number }
  /** Until the first byte has come. */
  | { readonly begun: true }
  /** Until an interim answer has come. */
  | { readonly interim: true }
  /** Destroys the socket. */
  | { readonly leave: true };

/** One answer as it came over the wire, uninterpreted. */
export interface RawAnswer {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  /** As sent: order, case and repetition kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly framing: 'length' | 'chunked' | 'close' | 'none';
  readonly body: Uint8Array;
  /** False if the connection ended before the message did. RFC 9112 §8 */
  readonly complete: boolean;
}

/** Everything one connection gave. */
export interface Received {
  readonly answers: readonly RawAnswer[];
  /** Interim answers (1xx). */
  readonly interim: readonly RawAnswer[];
  /** Bytes that belong to no answer: a body after HEAD, a second write. */
  readonly surplus: string;
  /** All of it, for searching. */
  readonly bytes: Uint8Array;
  /** `closed` by the server, `reset` by the server, `left` by us, or still `open` after the last answer. */
  readonly end: 'closed' | 'reset' | 'left' | 'open' | 'timeout';
}

const quietAfterLastAnswer = 100;

/**
 * Plays a script on one TCP connection to 127.0.0.1 and gives back what came, so that framing and endings are seen:
 * an HTTP client would hide both.
 *
 * @param methods of the requests in the script, in order: an answer to HEAD has no body. RFC 9112 §6.3
 */
export function rawRequest(
  port: number,
  script: readonly Action[],
  methods: readonly string[],
  timeout = 4000,
): Promise<Received> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let end: Received['end'] | undefined;
    let wake: () => void = () => undefined;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });

    const finish = (how: Received['end']): void => {
      if (end !== undefined) return;
      end = how;
      clearTimeout(timer);
      socket.destroy();
      wake();
      const bytes = Buffer.concat(chunks);
      // What has no length ends with the connection, unless that was broken off. RFC 9112 §8
      resolve({ ...parseAnswers(bytes, methods, how !== 'reset' && how !== 'left'), bytes, end });
    };
    const timer = setTimeout(() => finish('timeout'), timeout);

    socket.on('data', (chunk) => {
      chunks.push(chunk);
      wake();
    });
    socket.on('end', () => finish('closed'));
    socket.on('close', () => finish('closed'));
    socket.on('error', () => finish('reset'));

    const parsed = (): Parsed => parseAnswers(Buffer.concat(chunks), methods, false);
    const arrived = (count: number): boolean =>
      parsed().answers.filter((answer) => answer.complete).length >= count;

    const until = async (isSo: () => boolean): Promise<void> => {
      while (end === undefined && !isSo()) await new Promise<void>((next) => (wake = next));
    };

    const play = async (): Promise<void> => {
      for (const action of script) {
        if (end !== undefined) return;
        if ('send' in action) socket.write(action.send);
        else if ('pause' in action) await new Promise((next) => setTimeout(next, action.pause));
        else if ('answers' in action) await until(() => arrived(action.answers));
        else if ('interim' in action) await until(() => parsed().interim.length > 0);
        else if ('begun' in action) await until(() => chunks.length > 0);
        else return finish('left');
      }
      await until(() => arrived(methods.length));
      // The server may keep the connection; whatever else it writes must come now.
      setTimeout(() => finish('open'), quietAfterLastAnswer);
    };
    void play();
  });
}

interface Parsed {
  readonly answers: readonly RawAnswer[];
  readonly interim: readonly RawAnswer[];
  readonly surplus: string;
}

/** Splits the bytes of one connection into HTTP/1.x answers. RFC 9112 §6.3 */
export function parseAnswers(bytes: Uint8Array, methods: readonly string[], ended: boolean): Parsed {
  const text = Buffer.from(bytes).toString('latin1');
  const answers: RawAnswer[] = [];
  const interim: RawAnswer[] = [];
  let at = 0;
  while (at < text.length) {
    const headEnd = text.indexOf('\r\n\r\n', at);
    const [statusLine = '', ...lines] = text.slice(at, headEnd < 0 ? text.length : headEnd).split('\r\n');
    const match = /^HTTP\/(\d\.\d) (\d{3}) ?(.*)$/.exec(statusLine);
    if (match === null || answers.length >= methods.length) break;
    const [, version = '', status = '', reason = ''] = match;
    const headers = lines.map((line): readonly [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    const head = { version, status: Number(status), reason, headers };
    if (headEnd < 0) {
      answers.push({ ...head, framing: 'none', body: new Uint8Array(), complete: false });
      return { answers, interim, surplus: '' };
    }
    at = headEnd + 4;
    if (head.status < 200) {
      interim.push({ ...head, framing: 'none', body: new Uint8Array(), complete: true });
      continue;
    }
    const content = readContent(text, at, head.status, headers, methods[answers.length] ?? 'GET', ended);
    answers.push({ ...head, framing: content.framing, body: content.body, complete: content.complete });
    at = content.next;
  }
  return { answers, interim, surplus: text.slice(at) };
}

type Content = Pick<RawAnswer, 'framing' | 'body' | 'complete'> & { readonly next: number };

function readContent(
  text: string,
  at: number,
  status: number,
  headers: RawAnswer['headers'],
  method: string,
  ended: boolean,
): Content {
  const value = (name: string): string | undefined =>
    headers.find(([key]) => key.toLowerCase() === name)?.[1];
  if (method === 'HEAD' || status === 204 || status === 304) {
    return { framing: 'none', body: new Uint8Array(), complete: true, next: at };
  }
  if (value('transfer-encoding')?.toLowerCase() === 'chunked') return readChunks(text, at);
  const length = value('content-length');
  if (length !== undefined) {
    const next = Math.min(at + Number(length), text.length);
    return {
      framing: 'length',
      body: latin1(text.slice(at, next)),
      complete: next - at === Number(length),
      next,
    };
  }
  return { framing: 'close', body: latin1(text.slice(at)), complete: ended, next: text.length };
}

function readChunks(text: string, start: number): Content {
  let at = start;
  let body = '';
  for (;;) {
    const lineEnd = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (lineEnd < 0 || Number.isNaN(size)) break;
    const data = lineEnd + 2;
    if (text.length < data + size + 2) break;
    body += text.slice(data, data + size);
    at = data + size + 2;
    if (size === 0) return { framing: 'chunked', body: latin1(body), complete: true, next: at };
  }
  return { framing: 'chunked', body: latin1(body), complete: false, next: text.length };
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
