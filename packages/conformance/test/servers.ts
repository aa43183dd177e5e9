import type { Report } from '@statusquo/core';
import type { Case, Expectation } from '../src/case.ts';
import { cases } from '../src/cases.ts';
import type { SeenReport } from '../src/check.ts';
import { settings, type SettingsName } from '../src/settings.ts';
import type { Host, Running } from './host.ts';
import { optionsOf } from './options.ts';
import { forget, isRaised } from './play.ts';

/** The servers of one host, one for each configuration, and what their `onError` got. */
export class Servers {
  readonly #host: Host;
  readonly #running = new Map<SettingsName, Promise<Running>>();
  readonly #reports = new Map<string, SeenReport[]>();

  constructor(host: Host) {
    this.#host = host;
  }

  async portFor(row: Case): Promise<number> {
    forget(row.route);
    const name = row.settings ?? 'plain';
    const rows = cases.filter((other) => (other.settings ?? 'plain') === name);
    const starting =
      this.#running.get(name) ??
      this.#host.start(
        rows,
        optionsOf(settings[name], (report) => this.#collect(report)),
      );
    this.#running.set(name, starting);
    return (await starting).port;
  }

  /** The reports of a case; waits for one that is expected, since the client may be quicker than the host. */
  async reportsOf(row: Case, { report }: Expectation): Promise<readonly SeenReport[]> {
    const expected = report === 'none' ? 0 : 1;
    for (let tries = 0; tries < 100 && this.#of(row).length < expected; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const reports = this.#of(row);
    // The next case without a request has no other URL.
    this.#reports.delete('');
    return reports;
  }

  /** Cases with a second report, also one that came too late for the case itself. */
  surplusReports(): readonly string[] {
    return [...this.#reports]
      .filter(([, reports]) => reports.length > 1)
      .map(([url, { length }]) => `${url}: ${length}`);
  }

  async close(): Promise<void> {
    for (const starting of this.#running.values()) await (await starting).close();
  }

  #of(row: Case): readonly SeenReport[] {
    // What never became a request has no URL in its report; where there is a request, one more about its connection is too many.
    const ofConnection = this.#reports.get('') ?? [];
    return row.request?.raw === undefined
      ? [...(this.#reports.get(row.path) ?? []), ...ofConnection]
      : ofConnection;
  }

  #collect({ kind, status, notes, request, error }: Report): void {
    const route = cases.find((row) => row.path === request.url)?.route;
    const isTheThrown = kind === 'unmatched' || route === undefined || isRaised(route, error);
    const reports = this.#reports.get(request.url) ?? [];
    this.#reports.set(request.url, [...reports, { kind, status, notes: [...notes], isTheThrown }]);
  }
}
