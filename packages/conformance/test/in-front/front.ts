import { Conflict, type Report } from '@statusquo/core';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Running } from '../host.ts';

/** A framework with its users' usual middleware in front of the routes, and our adapter installed as its README says. */
export interface Front {
  readonly host: string;
  /** What stands in front. */
  readonly with: readonly ('compression' | 'CORS' | 'ETag' | 'security headers' | 'rate limit')[];
  /** The codings in which a problem leaves. Default: both that the tests ask for. */
  readonly codings?: readonly ('gzip' | 'br')[];
  /** The status of a timeout, where one stands in front. */
  readonly timesOut?: 408 | 503 | 504;
  /**
   * Routes: `/large`, `/small`, `/late`, `/never` (fails before its first byte), `/leftovers`, `/slow` (where a timeout is in
   * front) and `/limited` (where a rate limit is: one request is let through).
   */
  start(onError: (report: Report) => void): Promise<Running>;
}

/** A detail worth compressing. */
export const largeDetail = 'The order has shipped. '.repeat(200).trim();

export function large(): never {
  throw new Conflict(largeDetail);
}

export function small(): never {
  throw new Conflict();
}

/** A body that compression cannot hold back, which fails midway. */
export function failing(chunks = 20): Readable {
  return Readable.from(
    (async function* () {
      for (let chunk = 0; chunk < chunks; chunk++) yield randomBytes(16_384);
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('the disk is hunter2');
    })(),
  );
}

/** The same, for the Fetch API. */
export function webFailing(chunks?: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(failing(chunks)) as ReadableStream<Uint8Array>;
}

export const origin = 'https://shop.example';

/** Where the rate limit lets one request through, and the timeout strikes. */
export const limit = 1;
export const patience = 30;

/** Longer than `patience`. */
export function tooLong(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 80));
}
