import type { ArgumentsHost } from '@nestjs/common';
import type { ProblemDetails, RequestView } from '@statusquo/core';
import { throwError } from 'rxjs';
import { isInstance } from './is-instance.ts';

/** What came in by another transport than HTTP, as the hooks see it: the kind of transport as the method, the pattern as the URL. */
export function viewOf(host: ArgumentsHost): RequestView {
  const method = host.getType<string>();
  const native = contextOf(method, host);
  const url = method === 'ws' ? host.switchToWs().getPattern() : patternOf(native);
  return { method, url, header: () => undefined, native };
}

function contextOf(type: string, host: ArgumentsHost): unknown {
  if (type === 'ws') return host.switchToWs().getClient();
  if (type === 'rpc') return host.switchToRpc().getContext();
  return host.getArgByIndex(2);
}

function patternOf(context: unknown): string {
  const { getPattern } = Object(context) as { getPattern?: unknown };
  return typeof getPattern === 'function' ? String(getPattern.call(context)) : '';
}

/**
 * Whether an exception is Nest's own for its transport, `RpcException` or `WsException`: it says itself what the client gets.
 */
export function isTransportException(exception: unknown): exception is TransportException {
  return (
    isInstance(exception, Error) && typeof (exception as Partial<TransportException>).getError === 'function'
  );
}

interface TransportException extends Error {
  getError(): string | object;
}

/** Gives a problem to the client in the way of its transport. */
export function deliver(problem: ProblemDetails, exception: unknown, host: ArgumentsHost): unknown {
  switch (host.getType<string>()) {
    case 'rpc':
      return throwError(() => problem);
    case 'ws':
      emit(host, problem);
      return undefined;
    default:
      // GraphQL formats errors itself, and so does whoever else runs handlers.
      throw exception;
  }
}

/** What Nest does with an exception of its own; of RPC it takes the absence of a result for a request to do it. */
export function passOn(exception: TransportException, host: ArgumentsHost): undefined {
  if (host.getType<string>() !== 'ws') return;
  const error = exception.getError();
  const ws = host.switchToWs();
  const cause = { pattern: ws.getPattern(), data: ws.getData<unknown>() };
  emit(host, typeof error === 'object' ? error : { status: 'error', message: error, cause });
}

interface Client {
  readonly readyState?: number;
  send?(frame: string): void;
  emit?(event: string, payload: object): void;
}

/** A client of `ws` has `emit` as well, for its own listeners; `readyState` tells it from one of Socket.IO. */
function emit(host: ArgumentsHost, data: object): void {
  const client = host.switchToWs().getClient<Client | undefined>();
  if (typeof client?.readyState === 'number') client.send?.(JSON.stringify({ event: 'exception', data }));
  else client?.emit?.('exception', data);
}
