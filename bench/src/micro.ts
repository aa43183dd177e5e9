import { createResponder, HttpError } from '@statusquo/core';
import createError from 'http-errors';
// What the responder serialises with. No export of the package: by its path, for the part of the cost that is the document.
import { serializeProblem } from '../../packages/core/dist/serialize-problem.js';
import { compare, control, type Contender } from './compare.js';
import { baselines, others, ours, type ErrorMaker } from './error-makers.js';
import { markdownTable } from './markdown-table.js';
import { measureBatches, measureTime } from './measure-time.js';
import type { Settings } from './settings.js';
import { format, formatSpread, ratioOf, spreadOf } from './spread.js';
import { request, response } from './stub-views.js';
import { throwAfterAwait, throwInCallbacks } from './throw-in-turns.js';
import { verdict, type Target } from './target.js';

/** A row: the targets are against the first and the second baseline. */
interface Row extends Contender {
  readonly targets?: readonly (Target | undefined)[];
}

/** The targets of ours with stacks, and of ours without those of 4xx. */
interface Targets {
  readonly on: readonly (Target | undefined)[];
  readonly off: readonly (Target | undefined)[];
}

type Measure = (maker: ErrorMaker) => Promise<number>;

/** Prints what making an error and its document costs within one process. */
export async function micro(settings: Settings): Promise<void> {
  const respond = createResponder();
  const document = ours((error) => serializeProblem(error.toJSON()));
  const ways: readonly ErrorMaker[] = [
    { ...document, name: 'statusquo, JSON.stringify(error)', serialize: (error) => JSON.stringify(error) },
    {
      ...document,
      name: 'statusquo, respond(error)',
      serialize: (error) => respond(error, request, response),
    },
  ];

  async function table(
    title: string,
    measure: Measure,
    targets: Targets,
    more: readonly ErrorMaker[],
  ): Promise<void> {
    const rows: readonly Row[] = [
      ...baselines.map((maker) => row(maker, measure)),
      ...others.map((maker) => row(maker, measure)),
      { ...row(document, measure), targets: targets.on },
      ...more.map((maker) => row(maker, measure)),
      ...[document, ...more].map((maker, index) => ({
        ...row({ ...maker, name: `${maker.name}, 4xx stacks off` }, withoutStacks(measure)),
        ...(index === 0 && { targets: targets.off }),
      })),
    ];
    await print(title, ['createError(409, m)', 'new createError.Conflict(m)'], rows, settings);
  }

  await table('Construct', ({ make }) => measureTime(make, settings), { on: [], off: [] }, []);
  await table(
    'Construct and serialise',
    ({ make, serialize }) => measureTime(() => serialize(make()), settings),
    { on: [{ atLeast: 3.5 }, { atLeast: 2.2 }], off: [{ atLeast: 30 }, { atLeast: 18 }] },
    ways,
  );
  await table(
    'Throw, catch and serialise, after an await',
    (maker) => measureBatches((size) => throwAfterAwait(maker, size), settings),
    { on: [{ atLeast: 3.3 }], off: [{ atLeast: 25 }] },
    ways,
  );
  await table(
    'Throw, catch and serialise, in a callback of the event loop',
    (maker) => measureBatches((size) => throwInCallbacks(maker, size), settings),
    { on: [{ atLeast: 3 }], off: [{ atLeast: 10 }] },
    ways,
  );
  await unknownError(settings);
}

async function unknownError(settings: Settings): Promise<void> {
  const respond = createResponder();
  const [ofHttpErrors, bug] = [new Error('pool gone'), new Error('pool gone')];
  const rows: readonly Row[] = [
    {
      name: 'http-errors, createError(500, bug)',
      measure: () =>
        measureTime(() => {
          const { status } = createError(500, ofHttpErrors);
          return JSON.stringify({ type: 'about:blank', title: 'Internal Server Error', status });
        }, settings),
    },
    {
      name: 'statusquo, respond(bug)',
      measure: () => measureTime(() => respond(bug, request, response), settings),
      targets: [{ atLeast: 4 }],
    },
  ];
  const measured = await print(
    'An unknown error to a 500, hooks off',
    ['createError(500, bug)'],
    rows,
    settings,
  );
  const median = spreadOf(measured[1]?.samples ?? []).median;
  console.log(`respond(bug): ${format(median)} ns (${verdict(median, { atMost: 100 })})\n`);
}

async function print(
  title: string,
  baselineNames: readonly string[],
  rows: readonly Row[],
  { rounds }: Settings,
): Promise<readonly { readonly samples: readonly number[] }[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const measured = await compare([...rows, control(first)], rounds);
  const head = ['', 'ns', ...baselineNames.flatMap((name) => [`times cheaper than ${name}`, 'target'])];
  const body = measured.map((row) => [
    row.name,
    format(spreadOf(row.samples).median),
    ...baselineNames.flatMap((_, index) => {
      const ratio = ratioOf(measured[index] ?? row, row);
      return [formatSpread(ratio), verdict(ratio.median, row.contender.targets?.[index])];
    }),
  ]);
  console.log(`### ${title}\n\n${markdownTable(head, body)}\n`);
  return measured;
}

function row(maker: ErrorMaker, measure: Measure): Row {
  return { name: maker.name, measure: () => measure(maker) };
}

/** The same, where errors of 4xx carry no stack. */
function withoutStacks(measure: Measure): Measure {
  return async (maker) => {
    HttpError.captureStack = false;
    try {
      return await measure(maker);
    } finally {
      HttpError.captureStack = true;
    }
  };
}
