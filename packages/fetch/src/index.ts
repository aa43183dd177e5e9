export * from '@statusquo/core';
export { problemDetails, type FetchHandler } from './problem-details.ts';
export { routedMethods, type HonoApp } from './routed-methods.ts';
export { toResponse } from './to-response.ts';
export { watchBody } from './watch-body.ts';
