import type { RequestView, ResponseView } from '@statusquo/core';

const noNames: readonly string[] = [];

/** A request and a response without a host: what `respond()` costs by itself. */
export const request: RequestView = {
  method: 'GET',
  url: '/orders/42',
  httpVersion: '1.1',
  header: () => undefined,
  native: undefined,
};
export const response: ResponseView = { phase: 'open', header: () => undefined, headerNames: () => noNames };
