import { afterAll, describe, expect, it } from 'vitest';
import type { Case } from '../src/case.ts';
import { cases } from '../src/cases.ts';
import { checkAnswer, checkReports, contractBytes, type SeenReport } from '../src/check.ts';
import { deviations } from '../src/deviations.ts';
import { http2Request, whyNotHttp2 } from '../src/http2-request.ts';
import { rawRequest, type Received } from '../src/raw-request.ts';
import { scriptOf } from '../src/script.ts';
import type { Host } from './host.ts';
import { http2Hosts } from './hosts.ts';
import { Servers } from './servers.ts';

/** Makes a test of each case on each host, and one that compares the bytes of all. */
export function playTable(hosts: readonly Host[]): void {
  /** What each host sent, by case. */
  const sent = new Map<string, Map<string, string>>();

  for (const host of hosts) {
    describe(host.name, () => {
      const servers = new Servers(host);
      afterAll(() => servers.close());

      for (const row of casesFor(host)) {
        it(row.name, async () => {
          agree(await run(host, servers, row, sent));
        });
      }

      it('calls onError no more often than the table says', () => {
        agree(servers.surplusReports());
      });
    });
  }

  describe('all hosts', () => {
    it('send the same bytes', () => {
      const odd: string[] = [];
      for (const row of cases) {
        const answers = sent.get(row.name) ?? new Map<string, string>();
        const usual = mostFrequent([...answers.values()]);
        for (const [host, bytes] of answers)
          if (bytes !== usual) odd.push(`${host}: ${row.name}\n${bytes}\n\nothers:\n${usual}`);
      }
      agree(odd);
    });
  });
}

/** Plays a case on a host; gives what differs from the table, or from the deviation that is listed. */
async function run(
  host: Host,
  servers: Servers,
  row: Case,
  sent: Map<string, Map<string, string>>,
): Promise<readonly string[]> {
  const deviation = deviations.find((entry) => entry.host === host.name && entry.case === row.name);
  const expected = deviation?.instead ?? row.expect;
  const received = await send(host, { ...row, expect: expected }, await servers.portFor(row));
  const reports = await servers.reportsOf(row, expected);
  if (deviation === undefined) {
    const answers = sent.get(row.name) ?? new Map<string, string>();
    sent.set(row.name, answers.set(host.name, contractBytes(row, received)));
    return differences(row, received, reports);
  }
  if (differences(row, received, reports).length === 0) return ['a listed deviation passes'];
  return differences({ ...row, expect: expected }, received, reports);
}

function send(host: Host, row: Case, port: number): Promise<Received> {
  if (http2Hosts.includes(host)) return http2Request(port, row);
  const { actions, methods } = scriptOf(row);
  return rawRequest(port, actions, methods);
}

function casesFor(host: Host): readonly Case[] {
  return http2Hosts.includes(host) ? cases.filter((row) => whyNotHttp2(row) === undefined) : cases;
}

function differences(row: Case, received: Received, reports: readonly SeenReport[]): readonly string[] {
  return [...checkAnswer(row, received), ...checkReports(row, reports)];
}

/** Fails with every difference in full; a matcher would cut the message short. */
function agree(found: readonly string[]): void {
  if (found.length > 0) expect.fail(found.join('\n'));
}

function mostFrequent(values: readonly string[]): string | undefined {
  const count = (value: string): number => values.filter((other) => other === value).length;
  return values.toSorted((a, b) => count(b) - count(a))[0];
}
