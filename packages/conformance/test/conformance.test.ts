import { describe, expect, it } from 'vitest';
import { cases } from '../src/cases.ts';
import { deviations } from '../src/deviations.ts';
import { hosts, http2Hosts, nest11Hosts } from './hosts.ts';
import { playTable } from './play-table.ts';

playTable([...hosts, ...http2Hosts]);

describe('the table', () => {
  it('has unique names and request targets', () => {
    expect(new Set(cases.map((row) => row.name)).size).toBe(cases.length);
    expect(new Set(cases.map((row) => row.path)).size).toBe(cases.length);
  });

  it('lists deviations of cases and hosts that exist', () => {
    const names = new Set(cases.map((row) => row.name));
    const hostNames = new Set([...hosts, ...http2Hosts, ...nest11Hosts].map(({ name }) => name));
    const unknown = deviations.filter((entry) => !names.has(entry.case) || !hostNames.has(entry.host));
    expect(unknown).toEqual([]);
  });
});
