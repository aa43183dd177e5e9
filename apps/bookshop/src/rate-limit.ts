import { TooManyRequests } from '@statusquo/core';

const minute = 60_000;

interface Window {
  /** Milliseconds on the clock. */
  readonly end: number;
  count: number;
}

/** Counts the orders of each user, in windows of a minute that begin with the first one. */
export class RateLimit {
  readonly #limit: number;
  readonly #clock: () => number;
  /** By `sub`; the first to end comes first, since all are of one length. */
  readonly #windows = new Map<string, Window>();

  /** @param clock Milliseconds that never run backwards. */
  constructor(limit: number, clock: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Counts a request. @throws {TooManyRequests} when it is one too many. */
  count(sub: string): void {
    const now = this.#clock();
    for (const [other, { end }] of this.#windows) {
      if (end > now) break;
      this.#windows.delete(other);
    }
    const window = this.#windows.get(sub) ?? { end: now + minute, count: 0 };
    this.#windows.set(sub, window);
    window.count += 1;
    if (window.count > this.#limit)
      throw new TooManyRequests('Too many orders.', { retryAfter: (window.end - now) / 1000 });
  }
}
