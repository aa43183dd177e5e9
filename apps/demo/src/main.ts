import { compare, type Outcome } from './compare.ts';
import { startPricing } from './pricing-service.ts';
import { printHead, printInvitation, printOutcome, printVerdict, printWire } from './print.ts';
import { ordersPerMinute, prices, rows } from './rows.ts';
import { builds, startApp, type RunningApp } from './start-app.ts';
import { tokenOf } from './tokens.ts';
import { wire } from './wire.ts';

const secret = 'bookshop-demo-secret';

// The apps end with this process, whatever ends it: they are killed on its exit, and a signal has to become one.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.once('SIGHUP', () => process.exit(129));

/** Runs the demo; true if all builds answered every row alike. */
async function demo(): Promise<boolean> {
  console.log(`Starting the bookshop on ${builds.map(({ name }) => name).join(', ')} …`);
  const pricing = await startPricing(prices);
  const apps = await Promise.all(
    builds.map((build) =>
      startApp(build, {
        JWT_SECRET: secret,
        ORDERS_PER_MINUTE: String(ordersPerMinute),
        PRICING_URL: pricing.url,
        PRICING_TIMEOUT_MS: '1000',
      }),
    ),
  );
  const tokens = {
    staff: await tokenOf(secret, { sub: 'ada', role: 'staff' }),
    reader: await tokenOf(secret, { sub: 'grace', role: 'reader' }),
    busy: await tokenOf(secret, { sub: 'linus', role: 'reader' }),
  };

  const outcomes: Outcome[] = [];
  printHead(apps);
  for (const row of rows(tokens)) {
    if (row.withoutPricing) await pricing.stop();
    const outcome = await compare(row, apps);
    if (row.withoutPricing) await pricing.start();
    outcomes.push(outcome);
    printOutcome(outcome);
  }
  printVerdict(outcomes, apps);
  await showWire(apps[0]);

  if (process.stdout.isTTY) await invite(apps);
  await Promise.all(apps.map((app) => app.stop()));
  return outcomes.every(({ odd }) => odd.length === 0);
}

async function showWire(app: RunningApp | undefined): Promise<void> {
  if (app === undefined) return;
  const token = await tokenOf(secret, { sub: 'barbara', role: 'reader' });
  const body = JSON.stringify({ isbn: '9780262033848', quantity: 3 });
  const lines = [
    'POST /orders HTTP/1.1',
    `Host: ${new URL(app.url).host}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
    '',
    body,
  ];
  const sent = lines.join('\r\n');
  printWire(sent.replace(token, `${token.slice(0, 20)}…`), await wire(app.url, sent));
}

/** Leaves the apps to whoever sits at the terminal, until Ctrl-C. */
async function invite(apps: readonly RunningApp[]): Promise<void> {
  printInvitation(apps, await tokenOf(secret, { sub: 'you', role: 'staff' }));
  process.removeAllListeners('SIGINT');
  await new Promise((resolve) => process.once('SIGINT', resolve));
  console.log();
}

try {
  process.exit((await demo()) ? 0 : 1);
} catch (error) {
  console.error(error);
  process.exit(1);
}
