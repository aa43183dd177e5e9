import { SignJWT } from 'jose';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import colors from 'picocolors';
import { exchange, fingerprint, type Received } from './exchange.ts';
import { startPricing } from './pricing-service.ts';
import { ordersPerMinute, rows, type Row } from './rows.ts';
import { builds, startApp, type RunningApp } from './start-app.ts';

const secret = 'bookshop-demo-secret';

async function tokenOf(sub: string, role: 'reader' | 'staff'): Promise<string> {
  return new SignJWT({ role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .sign(new TextEncoder().encode(secret));
}

/** Sends one row to every app, and gives the answers. */
async function play(row: Row, apps: readonly RunningApp[]): Promise<readonly Received[]> {
  return Promise.all(
    apps.map(async ({ url }) => {
      let answer = await exchange(url, row.request);
      for (let sent = 1; sent < (row.times ?? 1); sent++) answer = await exchange(url, row.request);
      return answer;
    }),
  );
}

/** The names of the apps that answered differently from most. */
function oddOnes(row: Row, answers: readonly Received[], apps: readonly RunningApp[]): readonly string[] {
  const prints = answers.map((answer) =>
    statusOf(row, answer) === row.status ? fingerprint(answer) : `wrong ${answer.status}`,
  );
  const count = (print: string): number => prints.filter((other) => other === print).length;
  const usual = prints.toSorted((a, b) => count(b) - count(a))[0];
  return apps
    .filter((_, index) => prints[index] !== usual || usual?.startsWith('wrong'))
    .map(({ name }) => name);
}

function statusOf(row: Row, { status, continued }: Received): number {
  return row.status === 100 && continued ? 100 : status;
}

/** The last part of a problem type, or what stands for a body that is no problem. */
function typeOf({ headers, body }: Received): string {
  if (headers['content-type'] !== 'application/problem+json') return colors.dim('–');
  const { type } = JSON.parse(body) as { type: string };
  return type.split('/').at(-1) ?? type;
}

function paint(status: number): string {
  const color =
    status >= 500 ? colors.red : status >= 400 ? colors.yellow : status >= 300 ? colors.cyan : colors.green;
  return color(String(status));
}

/** Prints one row. Colours take no room, so what is painted is padded before. */
function print(row: Row, answers: readonly Received[], odd: readonly string[]): void {
  const { method, path } = row.request;
  const [answer] = answers;
  const request = `${method.padEnd(6)} ${path}`.padEnd(36);
  const verdict =
    odd.length === 0
      ? colors.green(`same ${answers.length} times`)
      : colors.red(`differs: ${odd.join(', ')}`);
  const type = answer === undefined ? '' : typeOf(answer);
  console.log(
    `  ${request} ${paint(row.status)}   ${type}${' '.repeat(Math.max(1, 18 - plainLength(type)))}${verdict}`,
  );
}

function plainLength(painted: string): number {
  // oxlint-disable-next-line no-control-regex -- the escape sequences of colours begin with one
  return painted.replace(/\u001b\[\d+m/g, '').length;
}

/** One exchange as it goes over the wire. */
async function printWire(url: string, token: string): Promise<void> {
  const body = JSON.stringify({ isbn: '9780262033848', quantity: 3 });
  const { port, host } = new URL(url);
  const head = [
    'POST /orders HTTP/1.1',
    `Host: ${host}`,
    `Authorization: Bearer ${token.slice(0, 12)}…`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ].join('\r\n');
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`${head.replace(`${token.slice(0, 12)}…`, token)}\r\n\r\n${body}`);
  const answer = await text(socket);
  console.log(`\n${colors.bold('One problem, as it went over the wire')}\n`);
  for (const line of `${head}\r\n\r\n${body}`.split('\r\n'))
    console.log(`  ${colors.dim('>')} ${colors.dim(line)}`);
  console.log();
  for (const line of answer.split('\r\n')) console.log(`  ${colors.dim('<')} ${line}`);
}

function printInvitation(apps: readonly RunningApp[], token: string): void {
  console.log(`\n${colors.bold('The apps are up')} until Ctrl-C\n`);
  for (const { name, url } of apps) console.log(`  ${name.padEnd(16)} ${colors.cyan(url)}`);
  const url = apps[0]?.url ?? '';
  console.log(`\nTry\n
  TOKEN=${token}
  curl -i ${url}/books/9780306406157
  curl -i -X DELETE ${url}/books
  curl -i ${url}/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"isbn":"9780131103627","quantity":0}'
`);
}

/** Runs the demo; true if every app answered every row alike. */
async function demo(apps: RunningApp[]): Promise<boolean> {
  console.log(`Starting the bookshop on ${builds.map(({ name }) => name).join(', ')} …`);
  const pricing = await startPricing();
  const env = {
    JWT_SECRET: secret,
    ORDERS_PER_MINUTE: String(ordersPerMinute),
    PRICING_URL: pricing.url,
    PRICING_TIMEOUT_MS: '200',
  };
  await Promise.all(builds.map(async (build, index) => void (apps[index] = await startApp(build, env))));

  const tokens = {
    staff: await tokenOf('ada', 'staff'),
    reader: await tokenOf('grace', 'reader'),
    busy: await tokenOf('linus', 'reader'),
  };
  console.log(
    `\n  ${colors.bold('request'.padEnd(36))} ${colors.bold('status')} ${colors.bold('problem type'.padEnd(17))} ${colors.bold('on all five')}`,
  );
  let differing = 0;
  for (const row of rows(tokens)) {
    if (row.before !== undefined) await pricing.stop();
    const answers = await play(row, apps);
    const odd = oddOnes(row, answers, apps);
    if (odd.length > 0) differing += 1;
    print(row, answers, odd);
  }
  const [first] = apps;
  if (first !== undefined) await printWire(first.url, tokens.reader);
  console.log(
    differing === 0
      ? `\n${colors.green('Every row is identical on all five hosts.')}`
      : `\n${colors.red(`${differing} rows differ.`)}`,
  );
  if (process.stdout.isTTY) {
    printInvitation(apps, await tokenOf('you', 'staff'));
    await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  }
  return differing === 0;
}

const apps: RunningApp[] = [];
try {
  process.exitCode = (await demo(apps)) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  // A build that never came up has no place in the list.
  await Promise.all(apps.filter((app) => app !== undefined).map((app) => app.stop()));
}
