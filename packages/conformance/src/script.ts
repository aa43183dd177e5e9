import type { Case } from './case.ts';
import type { Action } from './raw-request.ts';

/** The connection a case needs: the bytes to send, in order, and the method of each request. */
export interface Script {
  readonly actions: readonly Action[];
  readonly methods: readonly string[];
}

const patience = 40;
const first = 'GET /fine HTTP/1.1\r\nHost: table\r\n\r\n';
const fine = 'GET /fine HTTP/1.1\r\nHost: table\r\nConnection: close\r\n\r\n';

/** Writes down the request of a case. */
export function scriptOf(row: Case): Script {
  const { method = 'GET', raw, leaves, followedBy, behind, waits, body = '' } = row.request ?? {};
  const bytes = raw ?? requestBytes(row, followedBy === undefined);
  if (waits === true) {
    const head = { send: bytes.slice(0, bytes.length - body.length) };
    const isAsked = row.expect.continued === true;
    return { actions: isAsked ? [head, { interim: true }, { send: body }] : [head], methods: [method] };
  }
  if (behind === 'pipelined') return { actions: [{ send: first + bytes }], methods: ['GET', method] };
  if (leaves !== undefined)
    return {
      actions: [
        { send: bytes },
        // Bytes that are expected have to be there; then the handler has to be at work.
        ...(row.expect.status === 'none' ? [] : [{ begun: true } as const]),
        { pause: patience },
        { leave: true },
      ],
      methods: [method],
    };
  if (followedBy === 'pipelined') return { actions: [{ send: bytes + fine }], methods: [method, 'GET'] };
  if (followedBy === 'after') {
    return { actions: [{ send: bytes }, { answers: 1 }, { send: fine }], methods: [method, 'GET'] };
  }
  return { actions: [{ send: bytes }], methods: [method] };
}

function requestBytes(row: Case, close: boolean): string {
  const { method = 'GET', version = '1.1', headers = [], body, leaves, waits } = row.request ?? {};
  const lines = [`${method} ${row.path} HTTP/${version}`, 'Host: table'];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  const framed = headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
  if (body !== undefined && !framed) {
    lines.push(`Content-Length: ${Buffer.byteLength(body) + (leaves === 'uploading' ? 100 : 0)}`);
  }
  if (waits === true) lines.push('Expect: 100-continue');
  // The server closes after its answer, so that the client sees all it writes.
  if (close && version === '1.1' && !headers.some(([name]) => name.toLowerCase() === 'connection')) {
    lines.push('Connection: close');
  }
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}
