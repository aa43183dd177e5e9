import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { deviations } from '../src/deviations.ts';

const file = new URL('../README.md', import.meta.url);
const section = /(<!-- deviations:.*?-->\n)(.*?)(<!-- end of deviations -->)/s;

function table(): string {
  const rows = new Map<
    string,
    { readonly hosts: string[]; readonly reason: string; readonly instead: number | string }
  >();
  for (const { host, case: name, reason, instead } of deviations) {
    const key = `${name}\n${reason}`;
    const row = rows.get(key) ?? { hosts: [], reason, instead: instead.status };
    row.hosts.push(host);
    rows.set(key, row);
  }
  const lines = [...rows].map(
    ([key, { hosts, reason, instead }]) =>
      `| ${hosts.join(', ')} | ${key.split('\n')[0]} | ${instead} | ${reason} |`,
  );
  return ['', '| host | case | instead | reason |', '| --- | --- | --- | --- |', ...lines, '', ''].join('\n');
}

it('the table of deviations in the README is that of the data (`vitest -u` writes it)', async () => {
  const readme = readFileSync(file, 'utf8');
  const expected = readme.replace(section, (_all, start: string, _old, end: string) => start + table() + end);
  await expect(expected).toMatchFileSnapshot('../README.md');
});
