import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cases } from '../src/cases.ts';
import { deviations, type Deviation } from '../src/deviations.ts';
import { limits } from '../src/limits.ts';
import { edgeCases, type EdgeCase } from './edge-cases.ts';

const file = new URL('../README.md', import.meta.url);

function section(name: string): RegExp {
  return new RegExp(`(<!-- ${name}:.*?-->\\n)(.*?)(<!-- end of ${name} -->)`, 's');
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return ['', line(head), line(head.map(() => '---')), ...rows.map(line), '', ''].join('\n');
}

function deviationTable(list: readonly Deviation[]): string {
  const rows = new Map<string, { readonly hosts: string[]; readonly cells: readonly string[] }>();
  for (const { host, case: name, reason, instead } of list) {
    const key = `${name}\n${reason}`;
    const row = rows.get(key) ?? { hosts: [], cells: [name, String(instead.status), reason] };
    row.hosts.push(host);
    rows.set(key, row);
  }
  return markdown(
    ['host', 'case', 'instead', 'reason'],
    [...rows.values()].map(({ hosts, cells }) => [hosts.join(', '), ...cells]),
  );
}

function edgeCaseTable(): string {
  return markdown(
    ['', 'trap', 'shown by'],
    edgeCases.map((row) => [row.id, row.trap, shownBy(row)]),
  );
}

function shownBy({ cases: names = [], tests = [], later }: EdgeCase): string {
  const beside = tests.map(([path, name]) => `[${name}](../${path})`);
  return later === undefined ? [...names, ...beside].join(' · ') : `(${later})`;
}

it('the tables in the README are those of the data (`vitest -u` writes them)', async () => {
  const readme = readFileSync(file, 'utf8');
  const expected = Object.entries({
    deviations: deviationTable(deviations),
    limits: deviationTable(limits),
    'edge cases': edgeCaseTable(),
  }).reduce(
    (text, [name, table]) =>
      text.replace(section(name), (_all, start: string, _old, end: string) => start + table + end),
    readme,
  );
  await expect(expected).toMatchFileSnapshot('../README.md');
});

describe('the edge cases', () => {
  it('have a number of their own each, and something that shows them', () => {
    expect(new Set(edgeCases.map(({ id }) => id)).size).toBe(edgeCases.length);
    const bare = edgeCases.filter(
      ({ cases: names = [], tests = [], later }) => names.length + tests.length === 0 && later === undefined,
    );
    expect(bare).toEqual([]);
  });

  it('name cases of the table', () => {
    const known = new Set(cases.map(({ name }) => name));
    expect(edgeCases.flatMap((row) => row.cases ?? []).filter((name) => !known.has(name))).toEqual([]);
  });

  it('name tests that exist', () => {
    const missing = edgeCases
      .flatMap((row) => row.tests ?? [])
      .filter(
        ([path, name]) => !declares(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'), name),
      );
    expect(missing).toEqual([]);
  });
});

/** Whether a file has a test of this name, in quotes of any kind. */
function declares(source: string, name: string): boolean {
  return [`'${name}'`, `"${name}"`, `\`${name}\``].some((literal) => source.includes(literal));
}
