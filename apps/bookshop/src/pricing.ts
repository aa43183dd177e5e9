import { BadGateway, GatewayTimeout, NotFound, ServiceUnavailable } from '@statusquo/core';
import { request } from 'undici';
import { parseJson } from './content.ts';

/** What a book costs elsewhere; members in the order of the wire. */
export interface Price {
  readonly isbn: string;
  /** Cents. */
  readonly price: number;
}

// Far more than a price takes.
const maxBytes = 65_536;
/** Seconds. */
const retryAfter = 30;

/** Asks the pricing service, which is somebody else's. */
export class Pricing {
  readonly #base: URL | undefined;
  readonly #timeout: number;

  /** @param timeout Milliseconds, for the whole answer. */
  constructor(base: URL | undefined, timeout: number) {
    this.#base = base;
    this.#timeout = timeout;
  }

  /** @throws {NotFound} @throws {BadGateway} @throws {ServiceUnavailable} @throws {GatewayTimeout} */
  async priceOf(isbn: string): Promise<Price> {
    if (this.#base === undefined) throw unavailable();
    const url = new URL(this.#base);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/prices/${isbn}`;
    const { status, body } = await ask(url, AbortSignal.timeout(this.#timeout));
    if (status === 404) throw new NotFound(`There is no price for ${isbn}.`);
    const price = body && readPrice(body);
    if (price?.isbn !== isbn) throw invalid();
    return price;
  }
}

interface PricingAnswer {
  readonly status: number;
  /** Only of a 200: nothing else has a price in it, so nobody has to wait for it. */
  readonly body?: Uint8Array;
}

/** Not `fetch`, which refuses the ports that browsers must not use. Redirects are not followed. */
async function ask(url: URL, signal: AbortSignal): Promise<PricingAnswer> {
  try {
    const { statusCode: status, body } = await request(url, { signal });
    if (status === 200) return { status, body: await readAll(body) };
    body.on('error', () => undefined).destroy();
    return { status };
  } catch (error) {
    throw problemOf(error, signal);
  }
}

async function readAll(body: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) throw new RangeError('The answer of the pricing service is too long.');
  }
  return Buffer.concat(chunks);
}

function problemOf(cause: unknown, signal: AbortSignal): Error {
  const { code } = cause as { code?: unknown };
  if (signal.aborted || tooSlow.has(code))
    return new GatewayTimeout('The pricing service did not answer in time.', { cause });
  return nobodyThere.has(code) ? unavailable(cause) : invalid(cause);
}

const tooSlow = new Set<unknown>([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const nobodyThere = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

function unavailable(cause?: unknown): ServiceUnavailable {
  return new ServiceUnavailable('The pricing service is unavailable.', { retryAfter, cause });
}

function invalid(cause?: unknown): BadGateway {
  return new BadGateway('The pricing service gave an invalid response.', { cause });
}

function readPrice(body: Uint8Array): Price | undefined {
  try {
    const { isbn, price } = parseJson(body) as Record<string, unknown>;
    const isPrice = Number.isInteger(price) && (price as number) >= 0 && (price as number) <= 2_147_483_647;
    return typeof isbn === 'string' && isPrice ? { isbn, price: price as number } : undefined;
  } catch {
    return undefined;
  }
}
