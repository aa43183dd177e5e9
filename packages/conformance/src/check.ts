import type { Case, ExpectedReport } from './case.ts';
import type { RawAnswer, Received } from './raw-request.ts';

/** What a server adds to every answer, good or bad; no part of the contract. */
const serversOwn: ReadonlySet<string> = new Set(['date', 'connection', 'keep-alive', 'x-powered-by']);

/** The media type of a problem, unless the case names another one. RFC 9457 §3 */
const json = 'application/problem+json';

/** The other headers of every problem; a case may override the value of `Cache-Control`. */
const ofEveryProblem: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** The text that stands for a secret in the table: no host may ever send it. */
export const secret = 'hunter2';

/** What a report must look like; the part of `onError`'s argument that the table compares. */
export interface SeenReport {
  readonly kind: string;
  readonly status: number;
  readonly notes: readonly string[];
  /** Whether its error is the value that the route threw. */
  readonly isTheThrown: boolean;
}

/** Compares what one connection gave with its case; an empty list is agreement. */
export function checkAnswer(row: Case, received: Received): readonly string[] {
  const { expect } = row;
  const found: string[] = [];
  const text = Buffer.from(received.bytes).toString('latin1');
  if (text.includes(secret)) found.push(`a secret was sent: ${excerpt(text)}`);
  if (received.end === 'timeout') found.push('the host did not finish in time');
  if (expect.status === 'none') {
    if (text !== '') found.push(`not a byte was expected, got ${excerpt(text)}`);
    return found;
  }
  if (received.surplus !== '')
    found.push(`bytes that belong to no answer: ${JSON.stringify(received.surplus)}`);
  const asked = received.interim.filter(({ status }) => status === 100).length;
  if (asked !== (expect.continued === true ? 1 : 0)) found.push(`100 Continue came ${asked} times`);
  const isBehind = row.request?.behind !== undefined;
  const [answer, other] = isBehind ? received.answers.toReversed() : received.answers;
  if (answer === undefined) return [...found, `no answer (connection ${received.end})`];
  found.push(...checkHead(row, answer), ...checkBody(row, answer));
  if (isBehind || row.request?.followedBy !== undefined) found.push(...checkOther(other));
  else if (received.end === 'reset' && expect.ending !== 'cut') found.push('the connection was reset');
  return found;
}

/** Compares the calls of `onError` for one case with what it expects. */
export function checkReports(row: Case, reports: readonly SeenReport[]): readonly string[] {
  const expected = row.expect.report ?? {};
  if (expected === 'none')
    return reports.length === 0 ? [] : [`onError was called ${reports.length} times, expected none`];
  const [report] = reports;
  if (report === undefined) return ['onError was not called'];
  const found: string[] = [];
  if (reports.length > 1) found.push(`onError was called ${reports.length} times`);
  const { kind = 'thrown', noted = false, isAnother = false }: ExpectedReport = expected;
  const status = expected.status ?? row.expect.status;
  if (report.isTheThrown === isAnother)
    found.push(`the error of the report is ${isAnother ? '' : 'not '}the value that was thrown`);
  const kinds: readonly string[] = [kind].flat();
  if (!kinds.includes(report.kind))
    found.push(`report kind: expected ${kinds.join(' or ')}, got ${report.kind}`);
  if (report.status !== status) found.push(`report status: expected ${status}, got ${report.status}`);
  if (noted !== report.notes.length > 0)
    found.push(`report notes: expected ${noted ? 'some' : 'none'}, got ${JSON.stringify(report.notes)}`);
  return found;
}

/** What has to be the same on every host: of a problem the whole head, of another answer the status and the body. */
export function contractBytes(row: Case, received: Received): string {
  const own = row.request?.behind === undefined ? 0 : 1;
  return received.answers
    .map((answer, index) => {
      const headers = index === own && isProblem(row) ? contractHeaders(answer) : [];
      const lines = headers.map(([name, value]) => `${name}: ${value}`).sort();
      const body = Buffer.from(answer.body).toString();
      return [answer.status, ...lines, '', answer.complete ? body : `${body}<cut>`].join('\n');
    })
    .join('\n\n');
}

function contractHeaders(answer: RawAnswer): readonly (readonly [string, string])[] {
  return answer.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !serversOwn.has(name));
}

function checkHead(row: Case, answer: RawAnswer): readonly string[] {
  const { expect } = row;
  const found: string[] = [];
  if (answer.version !== '1.1' && answer.version !== '2') found.push(`HTTP version: got ${answer.version}`);
  if (answer.status !== expect.status) found.push(`status: expected ${expect.status}, got ${answer.status}`);

  const expected = new Map<string, string>();
  if (isProblem(row)) {
    expected.set('content-type', expect.mediaType ?? json);
    for (const [name, value] of Object.entries(ofEveryProblem)) expected.set(name, value);
    expected.set('content-length', String(Buffer.byteLength(expect.body)));
  }
  const unwanted = new Set<string>();
  for (const [name, value] of Object.entries(expect.headers ?? {})) {
    if (value === undefined) unwanted.add(name.toLowerCase());
    else expected.set(name.toLowerCase(), [value].flat().join('\n'));
  }
  const got = new Map<string, string>();
  for (const [name, value] of answer.headers) {
    const key = name.toLowerCase();
    const before = got.get(key);
    got.set(key, before === undefined ? value : `${before}\n${value}`);
  }
  for (const [name, value] of expected) {
    if (got.get(name) !== value)
      found.push(`${name}: expected ${JSON.stringify(value)}, got ${JSON.stringify(got.get(name))}`);
  }
  for (const [name, value] of got) {
    const known = expected.has(name) || (serversOwn.has(name) && !unwanted.has(name));
    if (!known && (isProblem(row) || unwanted.has(name))) found.push(`unexpected header ${name}: ${value}`);
  }
  return found;
}

function checkBody(row: Case, answer: RawAnswer): readonly string[] {
  const { expect } = row;
  const found: string[] = [];
  const body = Buffer.from(answer.body).toString();
  const head = row.request?.method === 'HEAD';
  if (body !== (head ? '' : expect.body))
    found.push(`body: expected ${head ? '(none)' : expect.body}, got ${body}`);
  const whole = expect.ending !== 'cut';
  if (answer.complete !== whole)
    found.push(whole ? 'the answer is cut short' : 'the answer ends cleanly, as if it were whole');
  if (!isProblem(row) || head) return found;
  if (answer.framing !== 'length') found.push(`framing: expected Content-Length, got ${answer.framing}`);
  const status = statusIn(expect.mediaType ?? json, body);
  if (status !== answer.status)
    found.push(`the body says status ${String(status)}, the status line ${answer.status}`);
  return found;
}

function checkOther(other: RawAnswer | undefined): readonly string[] {
  if (other === undefined) return ['the other request on the connection got no answer'];
  const body = Buffer.from(other.body).toString();
  return other.status === 200 && body === 'fine' && other.complete
    ? []
    : [`the other request got ${other.status} ${body}`];
}

/** The status that a body tells, in each of the representations that the project has; in any other one the literal body does. */
function statusIn(mediaType: string, body: string): unknown {
  switch (mediaType) {
    case json:
      return statusMember(body);
    case 'application/problem+xml':
      return Number(
        /^<\?xml [^>]+>\n<problem xmlns="urn:ietf:rfc:7807">.*<status>(\d{3})<\/status>/.exec(body)?.[1],
      );
    default:
      return Number(/^(?:<!doctype html>\n[^]*<title>)?(\d{3}) /.exec(body)?.[1]);
  }
}

function statusMember(body: string): unknown {
  try {
    return (JSON.parse(body) as { readonly status?: unknown } | null)?.status;
  } catch {
    return 'no JSON';
  }
}

function isProblem(row: Case): boolean {
  return row.expect.kind !== 'other';
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 400 ? `${text.slice(0, 400)}…` : text);
}
