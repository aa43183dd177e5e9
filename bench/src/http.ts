import { isDeepStrictEqual } from 'node:util';
import { HttpChild } from './http-child.js';
import { httpTargets, unmatchedTarget } from './http-targets.js';
import { hosts } from './hosts.js';
import { pinLoad } from './pin.js';
import { printRatios, type Row } from './print-ratios.js';
import type { Settings } from './settings.js';
import type { Target } from './target.js';

/** Prints the CPU time that a server takes for an error, over that for a response which is written by hand. */
export async function http(settings: Settings): Promise<void> {
  const isPinned = pinLoad();
  console.log(
    isPinned
      ? 'The servers run on one core, the load comes from another.\n'
      : 'Not pinned: there is no taskset here, or only one core. Server and load may share a core.\n',
  );
  for (const name of Object.keys(hosts)) {
    if (settings.hosts.length === 0 || settings.hosts.includes(name))
      await measureHost(name, isPinned, settings);
  }
}

async function measureHost(name: string, isPinned: boolean, settings: Settings): Promise<void> {
  const { host } = (await hosts[name]?.()) ?? {};
  if (host === undefined) return;
  const children = new Map<string, HttpChild>();
  const notes: string[] = [];
  const begin = async (label: string, ...args: string[]): Promise<void> => {
    children.set(label, await HttpChild.start([name, ...args], isPinned));
  };
  const beginIfItCan = (label: string, way: string): Promise<void> =>
    begin(label, way).catch((error: unknown) => void notes.push(`${label} is left out: ${String(error)}`));
  try {
    await begin(byHand, 'handWritten');
    await begin(controlLabel, 'handWritten');
    await begin('a bare error, thrown, and answered by hand', 'bareThrow');
    await begin(ours, 'statusquo');
    await begin(oursWithoutStacks, 'statusquo', 'off');
    if (host.ownWay !== undefined) await begin("the host's own way", 'ownWay');
    for (const label of Object.keys(host.packages)) await beginIfItCan(label, label);
    await checkAnswers(name, children, notes);
    await measureErrors(name, children, settings);
    if (host.handWritten404 !== undefined) await measureUnmatched(name, children, isPinned, settings);
    if (notes.length > 0) console.log(`${notes.map((note) => `- ${note}`).join('\n')}\n`);
  } finally {
    for (const child of children.values()) child.stop();
  }
}

const byHand = 'written by hand';
const controlLabel = 'written by hand (A/A control)';
const ours = 'statusquo';
const oursWithoutStacks = 'statusquo, 4xx stacks off';
const path = '/orders/42';
const unit = 'µs of CPU a request';

/** @throws if ours and what is written by hand do not send the same. Who answers another status is left out. */
async function checkAnswers(name: string, children: Map<string, HttpChild>, notes: string[]): Promise<void> {
  const expected = await children.get(byHand)?.answer('GET', path);
  for (const [label, child] of children) {
    const answer = await child.answer('GET', path);
    if (label.startsWith(ours) && !isDeepStrictEqual(answer, expected)) {
      throw new Error(
        `${name}: ${label} and what is written by hand differ: ${JSON.stringify([answer, expected])}`,
      );
    }
    if (answer.status !== expected?.status) {
      notes.push(`${label} is left out: it answers ${answer.status}`);
      children.delete(label);
      child.stop();
    }
  }
}

async function measureErrors(
  name: string,
  children: ReadonlyMap<string, HttpChild>,
  settings: Settings,
): Promise<void> {
  const targets = httpTargets[name];
  const rows = [...children].map(([label, child]) => ({
    name: label,
    measure: () => child.cpuTime('GET', path, amountOf(settings)),
    target: label === ours ? targets?.on : label === oursWithoutStacks ? targets?.off : undefined,
  }));
  await printRatios(`${name}: a 409, thrown five awaits deep`, unit, rows, settings.rounds);
}

async function measureUnmatched(
  name: string,
  children: ReadonlyMap<string, HttpChild>,
  isPinned: boolean,
  settings: Settings,
): Promise<void> {
  const [hosts, hostsAgain, adapted] = [byHand, controlLabel, ours].map((label) => children.get(label));
  if (hosts === undefined || hostsAgain === undefined || adapted === undefined) return;
  const handWritten = await HttpChild.start([name, 'handWritten404'], isPinned);
  const nowhere = '/nowhere';
  const row = (label: string, child: HttpChild, method: 'GET' | 'POST', target?: Target): Row => ({
    name: label,
    measure: () => child.cpuTime(method, method === 'GET' ? nowhere : path, amountOf(settings)),
    target,
  });
  try {
    const answers = [await handWritten.answer('GET', nowhere), await adapted.answer('GET', nowhere)];
    const { status } = await adapted.answer('POST', path);
    if (answers[1]?.status !== 404 || !isDeepStrictEqual(answers[0], answers[1]) || status !== 405) {
      throw new Error(
        `${name}: these should be the same 404, and then a 405: ${JSON.stringify([...answers, status])}`,
      );
    }
    const rows = [
      row("the host's own 404", hosts, 'GET'),
      row("the host's own 404 (A/A control)", hostsAgain, 'GET'),
      row("the host's own 404, for the wrong method", hosts, 'POST'),
      row('ours, written by hand', handWritten, 'GET'),
      row('statusquo, 404', adapted, 'GET', unmatchedTarget),
      row('statusquo, 405', adapted, 'POST', unmatchedTarget),
    ];
    await printRatios(`${name}: no route`, unit, rows, settings.rounds);
  } finally {
    handWritten.stop();
  }
}

function amountOf({ isQuick }: Settings): number {
  return isQuick ? 2000 : 5000;
}
