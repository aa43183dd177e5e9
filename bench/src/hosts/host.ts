import type { Server } from 'node:http';

/** Starts a server with one route, `GET /orders/42`, whose handler fails. */
export type Start = () => Promise<Server>;

/** What there is to compare on a host. */
export interface Host {
  /** The same bytes as ours, written by hand; the server of the host without anything of ours. */
  readonly handWritten: Start;
  /** A bare error that is thrown, and answered by hand where the host hands errors over: what its way for errors costs alone. */
  readonly bareThrow: Start;
  /** The 404 of ours, written by hand where the host hands over what has no route. */
  readonly handWritten404?: Start;
  readonly statusquo: Start;
  /** What the host itself has for it. */
  readonly ownWay?: Start;
  /** Published packages by name. */
  readonly packages: Readonly<Record<string, Start>>;
}
