import { describe, expect, it, onTestFinished } from 'vitest';
import type { Case, Expectation } from '../src/case.ts';
import { checkAnswer, checkReports, type SeenReport } from '../src/check.ts';
import type { HostName } from '../src/deviations.ts';
import { limits } from '../src/limits.ts';
import { rawRequest, type Received } from '../src/raw-request.ts';
import { scriptOf } from '../src/script.ts';
import { optionsOf } from './options.ts';
import type { Limited } from './limits/limited.ts';

/** What shows the limits of a framework, by the case. */
export type LimitedByCase = Readonly<Record<string, Limited>>;

const fine: Expectation = { status: 200, kind: 'other', body: 'fine', report: 'none' };

/** Makes a test of each limit of some hosts. One that a host has no longer fails. */
export function playLimits(
  shown: readonly (readonly [hosts: readonly HostName[], by: LimitedByCase])[],
): void {
  describe.each(shown.flatMap(([hosts, by]) => hosts.map((host) => [host, by] as const)))(
    'the limits of %s',
    (host, by) => {
      const ofHost = limits.filter((limit) => limit.host === host);

      it('are all shown', () => {
        expect(Object.keys(by).sort()).toEqual(ofHost.map((limit) => limit.case).sort());
      });

      for (const { case: name, instead } of ofHost) {
        it(`deny this: ${name}`, async () => {
          const limited = by[name] ?? expect.fail('nothing shows it');
          const reports: SeenReport[] = [];
          const options = optionsOf({}, ({ kind, status, notes }) => {
            reports.push({ kind, status, notes: [...notes], isTheThrown: true });
          });
          const running = await limited.start(host, options);
          onTestFinished(() => running.close());
          const row: Case = { name, ...limited.ask, expect: instead };
          const received = await send(running.port, row);
          expect([...checkAnswer(row, received), ...checkReports(row, reports)]).toEqual([]);
          // Else nothing would be there that could be known.
          if (limited.ask.request?.method === 'DELETE') {
            const served: Case = { ...row, request: { ...row.request, method: 'GET' }, expect: fine };
            expect(checkAnswer(served, await send(running.port, served))).toEqual([]);
          }
          if (limited.leftToHost !== undefined) expect(limited.leftToHost()).toBeInstanceOf(Error);
        });
      }
    },
  );
}

function send(port: number, row: Case): Promise<Received> {
  const { actions, methods } = scriptOf(row);
  return rawRequest(port, actions, methods);
}
