import { statusInfo } from '@statusquo/core';
import colors from 'picocolors';
import type { Outcome } from './compare.ts';
import type { Received } from './exchange.ts';
import type { RunningApp } from './start-app.ts';

const columns = { request: 34, status: 30, type: 17 };

/** The head of the table. */
export function printHead(apps: readonly RunningApp[]): void {
  const cells = [
    'request'.padEnd(columns.request),
    'status'.padEnd(columns.status),
    'problem type'.padEnd(columns.type),
  ];
  console.log(`\n  ${colors.bold(`${cells.join(' ')} same bytes on all ${apps.length}`)}`);
}

/** One line of the table. Colours take no room, so what is painted has its full width before. */
export function printOutcome({ row, answer, odd }: Outcome): void {
  const { method, path } = row.request;
  const cells = [
    `${method.padEnd(6)} ${path}`.padEnd(columns.request),
    paint(row.status, `${row.status} ${statusInfo(row.status)?.phrase ?? ''}`.padEnd(columns.status)),
    typeCell(answer),
    odd.length === 0 ? colors.green('✓') : colors.red(`✗ ${odd.join(', ')}`),
  ];
  console.log(`  ${cells.join(' ')}`);
}

/** The verdict under the table. */
export function printVerdict(outcomes: readonly Outcome[], apps: readonly RunningApp[]): void {
  const differing = outcomes.filter(({ odd }) => odd.length > 0).length;
  console.log(
    differing === 0
      ? colors.green(
          `\n  All ${outcomes.length} rows are identical on ${apps.map(({ name }) => name).join(', ')}.`,
        )
      : colors.red(`\n  ${differing} of ${outcomes.length} rows differ.`),
  );
}

/** An exchange as it went over the wire. */
export function printWire(sent: string, received: string): void {
  console.log(`\n${colors.bold('One problem, as it went over the wire')}\n`);
  for (const line of sent.split('\r\n')) console.log(colors.dim(`  > ${line}`));
  console.log();
  for (const line of received.split('\r\n')) console.log(`  ${colors.dim('<')} ${line}`);
}

/** What to do with the apps while they are up. */
export function printInvitation(apps: readonly RunningApp[], token: string): void {
  console.log(`\n${colors.bold('The apps stay up until you press Ctrl-C')}\n`);
  for (const { name, url } of apps) console.log(`  ${name.padEnd(16)} ${colors.cyan(url)}`);
  const url = apps[0]?.url ?? '';
  console.log(`
${colors.bold('Try')}

  TOKEN=${token}
  curl -i ${url}/books/9780306406157
  curl -i -X DELETE ${url}/books
  curl -i ${url}/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"quantity":0}'
`);
}

function typeCell({ headers, body }: Received): string {
  if (headers['content-type'] !== 'application/problem+json') return colors.dim('–'.padEnd(columns.type));
  const { type } = JSON.parse(body) as { type: string };
  const name = (type.split('/').at(-1) ?? type).padEnd(columns.type);
  return type === 'about:blank' ? colors.dim(name) : name;
}

function paint(status: number, text: string): string {
  if (status >= 500) return colors.red(text);
  if (status >= 400) return colors.yellow(text);
  return status >= 300 ? colors.cyan(text) : colors.green(text);
}
