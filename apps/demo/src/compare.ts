import { exchange, fingerprint, type Received } from './exchange.ts';
import type { Row } from './rows.ts';
import type { RunningApp } from './start-app.ts';

/** What became of a row. */
export interface Outcome {
  readonly row: Row;
  /** What most builds answered. */
  readonly answer: Received;
  /** The builds that answered something else, or another status than they should. */
  readonly odd: readonly string[];
}

/** Sends the request of a row to every build, and compares what comes back. */
export async function compare(row: Row, apps: readonly RunningApp[]): Promise<Outcome> {
  const answers = await Promise.all(
    apps.map(async ({ name, url }) => {
      const answer = await answerTo(row, url);
      return { name, answer, print: fingerprint(answer) };
    }),
  );
  const count = ({ print }: { print: string }): number =>
    answers.filter((other) => other.print === print).length;
  const [usual] = answers.toSorted((a, b) => count(b) - count(a));
  if (usual === undefined) throw new Error('There is no build to compare.');
  const odd = answers.filter(({ answer, print }) => print !== usual.print || !isRight(row, answer));
  return { row, answer: usual.answer, odd: odd.map(({ name }) => name) };
}

async function answerTo({ request, times = 1 }: Row, url: string): Promise<Received> {
  let answer = await exchange(url, request);
  for (let sent = 1; sent < times; sent++) answer = await exchange(url, request);
  return answer;
}

function isRight({ status }: Row, answer: Received): boolean {
  // After 100 comes a final answer of its own.
  return status === 100 ? answer.continued && answer.status < 300 : answer.status === status;
}
