import fc from 'fast-check';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import {
  bareStatus,
  createResponder,
  html,
  HttpError,
  isHttpError,
  messages,
  toHttpError,
  xml,
  type Answer,
  type ProblemDetailsOptions,
  type Report,
  type RequestView,
  type Respond,
  type ResponseView,
} from '../../src/index.ts';
import { picker, recipe, secret, thrownOf, type Recipe } from './thrown.ts';

// The properties of an answer, the same for every value that can be thrown. None of them knows what the right answer is; the
// other tests do. They say what every answer has to be.

/** One error, at one moment of one request, with one set of options. */
export interface Occasion {
  readonly recipe: Recipe;
  readonly settings: string;
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly phase: ResponseView['phase'];
  readonly left: string;
  readonly accept: string;
}

function fails(): never {
  throw new Error(`${secret} from a hook`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const rejects = (): Promise<never> => Promise.reject(new Error(secret));
const resists = new Proxy({}, { get: fails, has: fails, ownKeys: fails });

/** What users may do with the options; `as never` is what they do without a compiler. */
const settings: Readonly<Record<string, ProblemDetailsOptions>> = {
  none: {},
  debug: { debug: true },
  formats: { formats: [html, xml] },
  messages: {
    customize: messages({
      default: 'en',
      languages: {
        de: {
          statuses: { 404: { title: 'Nicht gefunden', detail: '{a} und {b}' }, 409: { detail: fails } },
          types: { 'https://example.com/problems/custom': { title: 'Eigenes', detail: '{a}{__proto__}' } },
          items: { minimum: 'mindestens {limit}', constructor: fails },
          texts: { text: 'Text', one: 'eins' },
        },
      },
    }),
  },
  bareStatus: { map: [bareStatus] },
  'maps that fail': { map: [fails, rejects as never, () => resists as never, () => 409 as never] },
  'a map that answers': { map: [(error) => (isHttpError(error) ? undefined : new HttpError(418, 'Teapot'))] },
  'customize that adds': {
    customize: (problem) => ({ ...problem, id: 7n, cycle: problem, [secret]: undefined }),
  },
  'customize that breaks': {
    customize: (problem) => {
      for (const member of Object.values(problem))
        if (isObject(member)) Object.assign(member, { problem, broken: 1n });
      for (const name of Object.keys(problem)) problem[name] = { problem, broken: 1n };
      return fails();
    },
  },
  'customize that resists': { customize: () => resists as never },
  'customize that gives something else': { customize: rejects as never },
  'customize in a language': {
    customize: (problem, { languages }) => ({ problem, language: languages[0] ?? 'a\nb' }),
  },
};

const names = Object.keys(settings);

/** Fields on the response when the error came. */
const left: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {
  nothing: {},
  'the head of a page': {
    'content-type': 'text/html',
    'content-encoding': 'gzip',
    etag: '"a"',
    vary: 'Origin, Accept',
    'set-cookie': ['a=b', 'c=d'],
    'access-control-allow-origin': '*',
  },
  'a rate limit': { 'x-ratelimit-limit': '5', vary: '*', allow: 'PUT, GET', 'www-authenticate': 'Digest' },
};

const leftNames = Object.keys(left);
const methods = ['GET', 'GET', 'POST', 'HEAD', 'PROPFIND', 'get', ''];
const urls = ['/', '/a?b=%zz', '/%zz', '/%E0%A4%A', `/?token=${secret}`, ''];
const versions = ['1.1', '1.0', '2.0', 'unknown'];
const accepts = ['text/html', 'application/xml, text/html;q=0.5', '*/*', 'application/json', 'x;;q=,\0'];
const phases = ['open', 'open', 'open', 'started', 'finished', 'aborted'] as const;

/** Occasions on which something is thrown. */
export const occasion: fc.Arbitrary<Occasion> = fc.tuple(recipe, fc.nat()).map(([thrown, choices]) => {
  const pick = picker(choices);
  return {
    recipe: thrown,
    settings: pick(names),
    phase: pick(phases),
    method: pick(methods),
    url: pick(urls),
    httpVersion: pick(versions),
    left: pick(leftNames),
    accept: pick(accepts),
  };
});

let reports: Report[] = [];

const responders: Readonly<Record<string, Respond>> = Object.fromEntries(
  names.map((name, index) => {
    const onError = (report: Report): unknown => {
      reports.push({ ...report });
      // What a hook does to its report, throws or returns is its own affair.
      Object.assign(report, { status: 200, problem: {}, kind: 'late', notes: null });
      return index % 3 === 0 ? fails() : index % 3 === 1 ? rejects() : undefined;
    };
    return [name, createResponder({ ...settings[name], onError })];
  }),
);

/**
 * Throws what the occasion says at a responder.
 *
 * @throws {Error} that says which property does not hold.
 */
export function checkAnswer(given: Occasion): void {
  const writes: string[] = [];
  const thrown = thrownOf(given.recipe, writes);
  const request: RequestView = {
    method: given.method,
    url: given.url,
    httpVersion: given.httpVersion === 'unknown' ? undefined : given.httpVersion,
    header: (name) =>
      name === 'accept-language' ? 'de, fr;q=0.5' : name === 'accept' ? given.accept : undefined,
    native: undefined,
  };
  const fields = left[given.left] ?? {};
  const response: ResponseView = {
    phase: given.phase,
    header: (name) => fields[name.toLowerCase()],
    headerNames: () => Object.keys(fields),
  };
  const limit = Error.stackTraceLimit;
  reports = [];

  const answer = responders[given.settings]?.(thrown, request, response);
  if (answer === undefined) throw new Error(`there are no settings called ${given.settings}`);

  holds(writes.length === 0, `it was written to: ${writes.join()}`);
  holds(Error.stackTraceLimit === limit, 'the limit of stacks is what it was');
  checkReport(given, thrown, answer);
  if (given.phase === 'open') checkSent(given, answer);
  else {
    holds(
      answer.action === (given.phase === 'started' ? 'destroy' : 'none'),
      `it is not to ${answer.action}`,
    );
    holds(answer.body === '' && answer.remove.length === 0, 'nothing is sent but on an open response');
    holds(Object.keys(answer.headers).length === 0, 'no fields are set but on an open response');
  }
  checkPure(thrown);
}

function checkReport({ recipe: { shape }, phase }: Occasion, thrown: unknown, answer: Answer): void {
  holds(reports.length === 1, `onError was called ${reports.length} times`);
  const [report] = reports;
  if (report === undefined) return;
  const isUnmatched =
    /without a route|brand of such/.test(shape) && isHttpError(report.error) && report.error !== thrown;
  holds(Object.is(report.error, thrown) || isUnmatched, 'the report has what was thrown');
  const kinds = {
    open: isUnmatched ? 'unmatched' : 'thrown',
    started: 'late',
    finished: 'late',
    aborted: 'aborted',
  };
  holds(report.kind === kinds[phase], `the kind is ${report.kind}`);
  holds(report.status === answer.status, 'report and answer have one status');
  holds(
    phase === 'aborted' ? answer.status === 499 : isStatus(answer.status),
    `${answer.status} is no status`,
  );
  holds(isStatus(report.problem.status), 'the document has the status of an error');
  holds(
    phase === 'aborted' || report.problem.status === answer.status,
    'document and answer have one status',
  );
  holds(report.notes.length <= 210, 'there are too many notes');
  holds(
    report.notes.every((note) => typeof note === 'string' && note.length < 10_000),
    'a note is too long',
  );
}

function isStatus(status: unknown): boolean {
  return Number.isInteger(status) && (status as number) >= 400 && (status as number) <= 599;
}

const forbidden = new Set(['transfer-encoding', 'content-encoding', 'keep-alive', 'te', 'trailer']);

function checkSent(
  { method, settings: name }: Occasion,
  { action, status, remove, headers, body }: Answer,
): void {
  holds(action === 'send', `it is not to ${action}`);
  let characters = 0;
  for (const [field, value] of Object.entries(headers)) {
    validateHeaderName(field);
    for (const line of [value].flat()) {
      validateHeaderValue(field, line);
      characters += field.length + line.length;
      holds(!line.includes(secret), 'a secret was sent in a header');
    }
    const lower = field.toLowerCase();
    holds(!forbidden.has(lower), `${field} was set`);
    holds(lower !== 'connection' || status === 426, 'Connection was set');
    holds(!remove.includes(lower), `${field} was set and removed`);
  }
  const folded = Object.keys(headers).map((field) => field.toLowerCase());
  holds(new Set(folded).size === folded.length, 'a field is set twice');
  holds(
    folded.includes('cache-control') && folded.includes('x-content-type-options'),
    'it cannot be cached or guessed',
  );
  holds(characters < 9000, 'the head is too large');
  holds(body.length < 8_000_000, 'the body is too large');
  const length = headers['Content-Length'];
  holds(/^[1-9]\d*$/.test(String(length)), `${String(length)} is no length`);

  holds(method !== 'HEAD' || body === '', 'HEAD has no body');
  holds(method === 'HEAD' || length === String(Buffer.byteLength(body)), 'the length is that of the body');
  holds(name === 'debug' || !body.includes(secret), 'a secret was sent');
  const mediaType = headers['Content-Type'];
  if (name === 'formats' && mediaType !== 'application/problem+json') {
    const isHtml = mediaType === 'text/html; charset=utf-8';
    holds(isHtml || mediaType === 'application/problem+xml', `${String(mediaType)} was not offered`);
    const start = isHtml ? '<!doctype html>' : '<?xml ';
    holds(method === 'HEAD' || body.startsWith(start), 'the body is what it is said to be');
    holds(!body.includes('<script'), 'a text became a script');
    return;
  }
  holds(mediaType === 'application/problem+json', 'it is a problem document');
  const text = method === 'HEAD' ? JSON.stringify(reports[0]?.problem) : body;
  holds(length === String(Buffer.byteLength(text)), 'the length is that of the body that GET would have');
  const { debug: _, ...problem } = JSON.parse(text) as Record<string, unknown>;
  holds(problem['status'] === status, 'the document has the status of the answer');
  holds(typeof problem['type'] === 'string' && /^[!-~]+$/.test(problem['type']), 'type is a URI reference');
  holds(typeof problem['title'] === 'string', 'title is a text');
  holds(['string', 'undefined'].includes(typeof problem['detail']), 'detail is a text');
  holds(['string', 'undefined'].includes(typeof problem['instance']), 'instance is a URI reference');
  holds(name !== 'debug' || !JSON.stringify(problem).includes(secret), 'a secret was sent outside of debug');
}

/** What needs no responder is total as well. */
function checkPure(thrown: unknown): void {
  const error = toHttpError(thrown);
  // One that changes may have been an HttpError, and be none any more.
  holds(error === thrown || isHttpError(error), 'toHttpError gives an HttpError');
  if (error !== thrown) holds(!JSON.stringify(error).includes(secret), 'an error tells a secret');
}

function holds(condition: boolean, property: string): void {
  if (!condition) throw new Error(`This does not hold: ${property}`);
}
