import type { ArgumentsHost } from '@nestjs/common';
import type { ProblemDetails, RequestView } from '@statusquo/core';
import { throwError } from 'rxjs';

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

/** Gives a problem to the client in the way of its transport. */
export function deliver(problem: ProblemDetails, exception: unknown, host: ArgumentsHost): unknown {
  const transport = host.getType<string>();
  if (transport === 'rpc') return throwError(() => problem);
  // GraphQL formats errors itself, and so does whoever else runs handlers.
  if (transport !== 'ws') throw exception;
  try {
    emit(host, problem);
  } catch {
    // A client that takes nothing: the report is out already.
  }
  return undefined;
}

/** The exceptions of Nest's own that say themselves what the client gets, by transport. */
const ownExceptions: Readonly<Record<string, string>> = { rpc: 'RpcException', ws: 'WsException' };

/** Leaves an exception to Nest that is its own for the transport, and does not fail to say what the client gets. Never throws. */
export function passOn(exception: unknown, host: ArgumentsHost): boolean {
  try {
    const transport = host.getType<string>();
    if (!isOfClass(exception, ownExceptions[transport])) return false;
    const error = exception.getError();
    // Of RPC, Nest takes the absence of a result for a request to do it.
    if (transport === 'ws') emit(host, asNest(error, host));
    return true;
  } catch {
    return false;
  }
}

/** By name: which packages of Nest are there is not known, nor how many copies. Other people's errors have a `getError` as well. */
function isOfClass(value: unknown, name: string | undefined): value is { getError(): unknown } {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype !== null && (prototype.constructor.name === name || isOfClass(prototype, name));
}

function asNest(error: unknown, host: ArgumentsHost): object {
  const ws = host.switchToWs();
  const cause = { pattern: ws.getPattern(), data: ws.getData<unknown>() };
  return typeof error === 'object' && error !== null ? error : { status: 'error', message: error, cause };
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
