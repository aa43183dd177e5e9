import type { EventEmitter } from 'node:events';

/**
 * Adds a listener that leaves its event to any other there is, now or later: two would answer the same request. For adapters that
 * install listeners by themselves.
 */
export function addDefaultListener<Args extends unknown[]>(
  server: EventEmitter,
  event: 'checkContinue' | 'checkExpectation' | 'clientError',
  listener: (this: EventEmitter, ...args: Args) => void,
): void {
  server.on(event, (...args: Args) => {
    if (server.listenerCount(event) === 1) listener.apply(server, args);
  });
}
