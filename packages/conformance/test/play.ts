import type { Route } from '../src/case.ts';
import { foreignErrors } from './foreign-errors.ts';
import { ourError } from './errors.ts';

/** What a host lets a route do: each member is a call or two of its framework. */
export interface Stage {
  header(name: string, value: string | readonly string[]): void;
  status(code: number): void;
  /** Begins the response, as far as the framework allows that. */
  write(text: string): void;
  /** Sends the head alone. */
  flush(): void;
  /** Sends 103. */
  interim(): void;
  /** Takes the response out of the framework's hands; not for frameworks that have no word for it. */
  hijack?(): void;
  end(text: string): unknown;
  /** Sends a stream the framework's own way. Resolves never or later; the framework deals with the failure. */
  stream(stream: AsyncIterable<string>): unknown;
  /** The parsed body; rejects as the framework's parser does. Hosts that parse before the handler resolve at once. */
  json(): Promise<unknown>;
  /** The framework's own validation, where that is not done before the handler. */
  validate(status: 400 | 422): Promise<unknown>;
  /** Resolves when the client has gone. */
  left(): Promise<unknown>;
  /** The framework's way to hand over an error; default: a rejection. */
  pass?(error: unknown): unknown;
}

/** Plays a route of the table: does its steps, then throws what it says. Synchronous as long as the steps are. */
export function play(route: Route, stage: Stage): unknown {
  return perform(route, stage, 0);
}

function perform(route: Route, stage: Stage, from: number): unknown {
  const steps = route.steps ?? [];
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    switch (step[0]) {
      case 'header':
        stage.header(step[1], step[2]);
        break;
      case 'status':
        stage.status(step[1]);
        break;
      case 'write':
        stage.write(step[1]);
        break;
      case 'end':
        stage.end(step[1]);
        break;
      case 'flush':
        stage.flush();
        break;
      case 'interim':
        stage.interim();
        break;
      case 'hijack':
        stage.hijack?.();
        break;
      case 'stream':
        return stage.stream(step[2] === 'waits' ? waitingStream(step[1]) : failingStream(step[1]));
      case 'json':
        return stage.json().then(() => perform(route, stage, index + 1));
      case 'validate':
        return stage.validate(step[1] ?? 422).then(() => perform(route, stage, index + 1));
      case 'pause':
        return moment().then(() => perform(route, stage, index + 1));
      case 'left':
        return stage.left().then(() => perform(route, stage, index + 1));
    }
  }
  if (!throws(route)) return rest(route, stage);
  switch (route.how) {
    case 'async':
      return new Promise((resolve) => setImmediate(resolve)).then(() => raise(route));
    case 'passed':
      return pass(route, stage);
    default:
      return raise(route);
  }
}

/** A route that throws nothing answers; what runs before a route leaves that to it. */
function rest({ where = 'handler', steps = [] }: Route, stage: Stage): unknown {
  return where === 'handler' && !steps.some(([call]) => call === 'end') ? stage.end('fine') : undefined;
}

function throws(route: Route): boolean {
  return 'throw' in route || 'throwForeign' in route || 'throwValue' in route;
}

function pass(route: Route, stage: Stage): unknown {
  try {
    return raise(route);
  } catch (error) {
    return stage.pass === undefined ? Promise.reject(error) : stage.pass(error);
  }
}

const raised = new WeakMap<Route, unknown>();

/** Forgets what a route threw on another host. */
export function forget(route: Route | undefined): void {
  if (route !== undefined) raised.delete(route);
}

/** Whether an error is the one that a route threw last; true where it threw none, or nothing that an error can be told by. */
export function isRaised(route: Route, error: unknown): boolean {
  const value = raised.get(route);
  // A framework may put an Error in the place of a falsy value, which its own signature takes for no error.
  return !raised.has(route) || !value || Object.is(value, error);
}

function raise(route: Route): never {
  const value = valueOf(route);
  raised.set(route, value);
  throw value;
}

function valueOf(route: Route): unknown {
  if (route.throw !== undefined) {
    const [name, ...args] = route.throw;
    return ourError(name, args);
  }
  return route.throwForeign === undefined ? route.throwValue : foreignErrors[route.throwForeign]();
}

async function* waitingStream(text: string): AsyncGenerator<string> {
  yield text;
  await new Promise(() => undefined);
}

async function* failingStream(text: string): AsyncGenerator<string> {
  if (text !== '') yield text;
  // The first chunk has to be on its way.
  await moment();
  throw new Error('the disk is hunter2');
}

/** Until what was written has gone out, and has come in where the client is of this process, however busy that is. */
async function moment(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30));
  // Each is a turn of the loop, with its look at the sockets.
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
