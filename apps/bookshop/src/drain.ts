import { ServiceUnavailable } from '@statusquo/core';
import type { ServerResponse } from 'node:http';

/** Seconds after which another instance of the shop has taken over. */
const retryAfter = 5;

/** The end of the shop: what runs is finished, and nothing new begins. */
export class Drain {
  #hasBegun = false;

  /** From now on, new requests are refused. */
  begin(): void {
    this.#hasBegun = true;
  }

  /**
   * Refuses a request that comes over a connection from before. An error cannot set `Connection` (RFC 9110 §7.6.1), so it is set
   * here; it tells the client not to send more this way (RFC 9112 §9.6).
   *
   * @throws {ServiceUnavailable}
   */
  refuse(response: ServerResponse): void {
    if (!this.#hasBegun) return;
    response.setHeader('Connection', 'close');
    throw new ServiceUnavailable('The bookshop is closing.', { retryAfter });
  }
}
