import { connect, constants, type ClientHttp2Session } from 'node:http2';
import type { Case } from './case.ts';
import type { RawAnswer, Received } from './raw-request.ts';

/** What HTTP/2 forbids in a request; such a request is malformed there. RFC 9113 §8.2.2 */
const ofTheConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/** Why a case cannot be played over HTTP/2; undefined if it can. */
export function whyNotHttp2({ request = {} }: Case): string | undefined {
  const { raw, version, headers = [] } = request;
  if (raw !== undefined) return 'its bytes are no frames of HTTP/2';
  if (version === '1.0') return 'it is about HTTP/1.0';
  const field = headers.find(([name]) => ofTheConnection.has(name.toLowerCase()));
  return field === undefined ? undefined : `a request with ${field[0]} is malformed over HTTP/2`;
}

/** Milliseconds; as in `script.ts`. */
const patience = 40;

/**
 * Plays the request of a case over HTTP/2, in clear text, on a connection of its own. What shares the connection over HTTP/1.1 has
 * a stream of its own here. `complete` is false for a stream that the server has reset.
 */
export async function http2Request(port: number, row: Case, timeout = 4000): Promise<Received> {
  const client = connect(`http://127.0.0.1:${port}`);
  client.on('error', () => undefined);
  const { behind, followedBy, leaves } = row.request ?? {};
  const interim: RawAnswer[] = [];
  const own = (): Promise<RawAnswer | undefined> => ask(client, row, interim);
  const fine = (): Promise<RawAnswer | undefined> => ask(client, fineCase, []);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'timeout'>((resolve) => (timer = setTimeout(resolve, timeout, 'timeout')));
  try {
    const first = behind === undefined ? own() : fine();
    if (followedBy === 'after') await Promise.race([first, late]);
    const second = behind === undefined ? (followedBy === undefined ? undefined : fine()) : own();
    const answers = await Promise.race([Promise.all([first, second]), late]);
    if (answers === 'timeout') return received([], interim, 'timeout');
    return received(
      answers.filter((answer) => answer !== undefined),
      interim,
      leaves === undefined ? 'closed' : 'left',
    );
  } finally {
    clearTimeout(timer);
    client.destroy();
  }
}

const fineCase: Case = { name: 'fine', path: '/fine', expect: { status: 200, body: 'fine' } };

type Head = Pick<RawAnswer, 'version' | 'status' | 'reason' | 'headers'>;

/** A head as it was sent: Node's object would join the lines of a field. */
function headOf(raw: readonly string[]): Head {
  const lines = raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : [],
  );
  const status = lines.find(([name]) => name === ':status')?.[1];
  const headers = lines.filter(([name]) => !name.startsWith(':'));
  return { version: '2', status: Number(status), reason: '', headers };
}

/** One stream; undefined if it ended without an answer. */
function ask(client: ClientHttp2Session, row: Case, interim: RawAnswer[]): Promise<RawAnswer | undefined> {
  const { method = 'GET', headers = [], body, leaves, waits } = row.request ?? {};
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = fields[key];
    fields[key] = before === undefined ? value : [before, value].flat();
  }
  if (body !== undefined && fields['content-length'] === undefined)
    fields['content-length'] = String(Buffer.byteLength(body) + (leaves === 'uploading' ? 100 : 0));
  if (waits === true) fields['expect'] = '100-continue';
  return new Promise((resolve) => {
    const stream = client.request(
      { ':method': method, ':path': row.path, ...fields },
      { endStream: body === undefined && leaves !== 'uploading' },
    );
    let head: Head | undefined;
    let ended = false;
    const chunks: Buffer[] = [];
    stream.on('headers', (_given: object, _flags: number, raw: readonly string[]) => {
      interim.push({ ...headOf(raw), framing: 'none', body: new Uint8Array(), complete: true });
    });
    stream.on('response', (_given: object, _flags: number, raw: readonly string[]) => {
      head = headOf(raw);
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => (ended = true));
    stream.on('error', () => undefined);
    stream.on('continue', () => stream.end(body));
    const leave = (): void => void setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), patience);
    // As in `script.ts`: bytes that are expected have to be there.
    if (leaves !== undefined && row.expect.status === 'none') leave();
    else if (leaves !== undefined) stream.once('data', leave);
    if (body !== undefined && leaves === 'uploading') stream.write(body);
    else if (body !== undefined && waits !== true) stream.end(body);
    stream.on('close', () => {
      if (head === undefined) return resolve(undefined);
      const isEmpty = method === 'HEAD' || head.status === 204 || head.status === 304;
      const hasLength = head.headers.some(([name]) => name === 'content-length');
      resolve({
        ...head,
        framing: isEmpty ? 'none' : hasLength ? 'length' : 'chunked',
        body: Buffer.concat(chunks),
        complete: ended && stream.rstCode === constants.NGHTTP2_NO_ERROR,
      });
    });
  });
}

/** Everything that came, with the fields as lines of text, so that it can be searched like what a socket gives. */
function received(
  answers: readonly RawAnswer[],
  interim: readonly RawAnswer[],
  end: Received['end'],
): Received {
  const bytes = [...interim, ...answers].flatMap(({ status, headers, body }) => [
    Buffer.from([status, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')),
    body,
  ]);
  return { answers, interim, surplus: '', bytes: Buffer.concat(bytes), end };
}
