import { connect, type Socket } from 'node:net';
import type { Case, CaseRequest } from '../../src/case.ts';
import { deviations, type HostName } from '../../src/deviations.ts';
import { parseAnswers } from '../../src/raw-request.ts';
import { scriptOf } from '../../src/script.ts';

/** What a client of the soak can do: send a request and compare the answer, or vanish. */
export interface Shot {
  readonly name: string;
  readonly bytes: Buffer;
  readonly method: string;
  /** Absent: whatever comes, the client is not there to see it. */
  readonly expected?: {
    readonly status: number;
    readonly body: string;
    readonly isCut: boolean;
    readonly isLast: boolean;
  };
}

/** The requests of the table that fail, with the answer that this host gives. */
export function shotsOf(rows: readonly Case[], host: HostName): readonly Shot[] {
  return rows.map((row): Shot => {
    const expect =
      deviations.find((entry) => entry.host === host && entry.case === row.name)?.instead ?? row.expect;
    const { method = 'GET', raw, leaves } = row.request ?? {};
    const { actions } = scriptOf({ ...row, request: alone(row.request) });
    const text = actions.map((action) => ('send' in action ? action.send : '')).join('');
    // One connection carries many requests, but for those that are malformed on purpose.
    const bytes = Buffer.from(raw ?? text.replace('\r\nConnection: close\r\n', '\r\n'));
    const shot = { name: row.name, bytes, method };
    if (leaves !== undefined || expect.status === 'none') return shot;
    const body = method === 'HEAD' ? '' : expect.body;
    return {
      ...shot,
      expected: {
        status: expect.status,
        body,
        isCut: expect.ending === 'cut',
        isLast: isLast({ ...row, expect }),
      },
    };
  });
}

/** Whether a client has no use for the connection any more: HTTP/1.0, or an answer of HEAD that is whole, but cut behind. */
function isLast({ request, expect: { report } }: Case): boolean {
  return request?.version === '1.0' || (typeof report === 'object' && report.kind === 'late');
}

/** A request without those that other tests send before it or behind it. */
function alone({ followedBy: _followedBy, behind: _behind, ...request }: CaseRequest = {}): CaseRequest {
  return request;
}

/** Sends shots on one connection after the other until told to stop; counts, and names what was wrong. */
export class Client {
  readonly #port: number;
  readonly #random: () => number;
  #socket: Socket | undefined;
  #received = Buffer.alloc(0);
  #hasEnded = true;
  #isBroken = false;
  #wake: () => void = () => undefined;

  constructor(port: number, random: () => number) {
    this.#port = port;
    this.#random = random;
  }

  /** One request; gives what was wrong with the answer. */
  async shoot(shot: Shot, vanishes: boolean): Promise<string | undefined> {
    const socket = await this.#connected();
    const { expected } = shot;
    if (expected === undefined || vanishes) {
      await this.#vanish(socket, shot);
      return undefined;
    }
    socket.write(shot.bytes);
    for (;;) {
      const [answer] = parseAnswers(this.#received, [shot.method], this.#hasEnded && !this.#isBroken).answers;
      if (answer?.complete === true || this.#hasEnded) {
        const isDone = answer?.headers.some(
          ([name, value]) => /^connection$/i.test(name) && /close/i.test(value),
        );
        this.#received = Buffer.alloc(0);
        if (isDone === true || expected.isLast) this.close();
        if (answer === undefined) return `${shot.name}: no answer`;
        const body = Buffer.from(answer.body).toString();
        const isAsExpected = answer.status === expected.status && body === expected.body;
        // A client that is slow has the reset before it has read, and takes it for an end: libuv, uv__stream_io.
        const isCut = !answer.complete || (expected.isCut && answer.framing === 'close');
        if (isAsExpected && isCut === expected.isCut) return undefined;
        return `${shot.name}: ${answer.status} ${body} (${answer.complete ? 'whole' : 'cut'})`;
      }
      await this.#change();
    }
  }

  close(): void {
    this.#socket?.destroy();
    this.#hasEnded = true;
  }

  /** Sends all of the request or a part, and goes, politely or not. */
  async #vanish(socket: Socket, { bytes }: Shot): Promise<void> {
    const part = this.#random() < 0.5 ? bytes : bytes.subarray(0, Math.ceil(this.#random() * bytes.length));
    socket.write(part);
    if (this.#random() < 0.8) await new Promise((resolve) => setTimeout(resolve, this.#random() * 8));
    if (this.#random() < 0.3) {
      socket.end();
      await Promise.race([this.#change(), new Promise((resolve) => setTimeout(resolve, 20))]);
    }
    if (this.#random() < 0.5) socket.resetAndDestroy();
    this.close();
  }

  async #connected(): Promise<Socket> {
    if (!this.#hasEnded && this.#socket !== undefined) return this.#socket;
    this.#received = Buffer.alloc(0);
    this.#hasEnded = false;
    this.#isBroken = false;
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    this.#socket = socket;
    const end = (error?: unknown): void => {
      if (socket !== this.#socket) return;
      this.#isBroken ||= error instanceof Error;
      this.#hasEnded = true;
      this.#wake();
    };
    socket.on('data', (chunk) => {
      if (socket !== this.#socket) return;
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    // A host that does not answer is found out.
    socket.setTimeout(20_000, () => socket.destroy());
    socket.on('end', end).on('close', end).on('error', end);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('error', reject);
    });
    return socket;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
