import { compare, type Contender } from './compare.js';
import { markdownTable } from './markdown-table.js';
import { format, formatSpread, ratioOf, spreadOf } from './spread.js';
import { verdict, type Target } from './target.js';

/** A contender, with what is promised of its ratio to the first one. */
export interface Row extends Contender {
  readonly target?: Target | undefined;
}

/** Measures, and prints a table of the medians in their unit and of the ratios to the first row. */
export async function printRatios(
  title: string,
  unit: string,
  rows: readonly Row[],
  rounds: number,
): Promise<void> {
  const measured = await compare(rows, rounds);
  const [first] = measured;
  if (first === undefined) return;
  const hasTargets = rows.some(({ target }) => target !== undefined);
  const body = measured.map((row) => {
    const ratio = ratioOf(row, first);
    const cells = [row.name, format(spreadOf(row.samples).median), formatSpread(ratio)];
    return hasTargets ? [...cells, verdict(ratio.median, row.contender.target)] : cells;
  });
  const head = ['', unit, `times “${first.name}”`, ...(hasTargets ? ['target'] : [])];
  console.log(`### ${title}\n\n${markdownTable(head, body)}\n`);
}
