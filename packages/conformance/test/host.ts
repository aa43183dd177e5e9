import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Case, Method, Route } from '../src/case.ts';
import type { HostName } from '../src/deviations.ts';
import type { Options } from './options.ts';

/** A framework with our adapter installed, the way its README says. */
export interface Host {
  readonly name: HostName;
  /** Starts a server with a route for each case, and GET /fine, which answers `fine`. */
  start(cases: readonly Case[], options: Options): Promise<Running>;
}

export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** The part of a case that a host mounts. */
export function routePath(row: Case): string {
  return row.route?.path ?? row.path.split('?')[0] ?? row.path;
}

/** The part of it that the routers around it leave. */
export function pathBelow(row: Case): string {
  return routePath(row).slice((row.route?.below ?? []).join('').length) || '/';
}

/** The methods of a route. */
export function methodsOf(route: Route): Method[] {
  return [...(route.methods ?? (['GET'] as const))];
}

/** The case whose middleware or guard plays for this request target. */
export function playsAt(
  cases: readonly Case[],
  where: 'middleware' | 'guard',
  target: string,
): Case | undefined {
  return cases.find((row) => row.route?.where === where && row.path === target);
}

/** Goes on to the route once the middleware has played; a rejection is the framework's to notice. */
export function proceed(played: unknown, next: () => void): unknown {
  return played instanceof Promise ? afterwards(played, next) : next();
}

async function afterwards(played: Promise<unknown>, next: () => void): Promise<void> {
  await played;
  next();
}

/** Starts a server of Node on a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { port: addressOf(server).port, close: () => closeServer(server) };
}

/** Where a server listens. */
export function addressOf(server: Server): AddressInfo {
  return server.address() as AddressInfo;
}

/** Stops listening and drops what is still connected. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
