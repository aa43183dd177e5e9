import { Conflict, createCatalog, createResponder, defineProblem, type Respond } from '@statusquo/core';
import { control, type Contender } from './compare.js';
import { measureTime } from './measure-time.js';
import { message } from './message.js';
import { printRatios } from './print-ratios.js';
import type { Settings } from './settings.js';
import { request, response } from './stub-views.js';

/** Prints how the cost of an answer grows with what there is to answer. */
export async function growth(settings: Settings): Promise<void> {
  const respond = createResponder();
  const answering = (name: string, error: unknown, by: Respond = respond): Contender => ({
    name,
    measure: () => measureTime(() => by(error, request, response), settings),
  });

  await print(
    'extension members',
    [0, 1, 10, 100].map((count) =>
      answering(String(count), new Conflict(message, { extensions: members(count) })),
    ),
    settings,
  );
  await print(
    'characters of detail, ASCII',
    [10, 100, 1000, 10_000].map((length) => answering(String(length), new Conflict('x'.repeat(length)))),
    settings,
  );
  await print(
    'characters of detail, not ASCII',
    [10, 100, 1000, 10_000].map((length) => answering(String(length), new Conflict('ж'.repeat(length)))),
    settings,
  );
  await print(
    'mappers that leave the error to the next',
    [0, 1, 10].map((count) => {
      const map = Array.from({ length: count }, () => () => undefined);
      return answering(String(count), new Conflict(message), createResponder({ map }));
    }),
    settings,
  );
  await print(
    'causes',
    [0, 1, 10, 100].map((depth) => answering(String(depth), caused(depth))),
    settings,
  );
  await print(
    'problem types that exist',
    [1, 10, 1000].map((count) => {
      const types = Array.from({ length: count }, (_, index) =>
        defineProblem({
          type: `https://shop.example/problems/${count}-${index}`,
          title: `Problem ${index}`,
          status: 409,
        }),
      );
      const { types: all } = createCatalog(...types);
      const Last = [...all.values()].at(-1) ?? Conflict;
      return answering(String(count), new Last(message));
    }),
    settings,
  );
}

function members(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`member${index}`, index]));
}

/** An error that has so many causes below it. */
function caused(depth: number): Conflict {
  let cause: Error | undefined;
  for (let level = 0; level < depth; level++) cause = new Error('pool gone', { cause });
  return new Conflict(message, { cause });
}

async function print(title: string, rows: readonly Contender[], { rounds }: Settings): Promise<void> {
  const [first] = rows;
  if (first !== undefined) await printRatios(title, 'ns', [...rows, control(first)], rounds);
}
