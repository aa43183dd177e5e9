import {
  bareStatus,
  Conflict,
  messages,
  type CustomizeContext,
  type ErrorMapper,
  html,
  type ProblemDetails,
  type ProblemDetailsOptions,
  type ProblemFormat,
  type Report,
  xml,
} from '@statusquo/core';
import { hostile } from '../src/hostile-values.ts';
import type { CustomizeName, FormatName, MapName, Settings } from '../src/settings.ts';

/** Options that suit every adapter: the hooks of the table look at nothing native. */
export type Options = ProblemDetailsOptions;

type Customize = NonNullable<Options['customize']>;

const mappers: Readonly<Record<MapName, ErrorMapper>> = {
  bareStatus,
  'unique violation': (error) =>
    error instanceof Error && (error as { code?: unknown }).code === '23505'
      ? new Conflict('Already there.')
      : undefined,
  throws: () => {
    throw new Error('hunter2');
  },
  promise: (() => Promise.resolve(new Conflict('hunter2'))) as unknown as ErrorMapper,
  rejects: (() => Promise.reject(new Error('hunter2'))) as unknown as ErrorMapper,
  'returns garbage': (() => ({ status: 418, secret: 'hunter2' })) as unknown as ErrorMapper,
};

const customizers: Readonly<Record<CustomizeName, Customize>> = {
  'request id': (problem: ProblemDetails, { request }: CustomizeContext) => {
    const requestId = request.header('X-Request-Id');
    return { ...problem, requestId, instance: `urn:request:${requestId}` };
  },
  messages: messages({
    default: 'en',
    languages: {
      de: {
        types: {
          'https://shop.example/problems/out-of-stock': {
            title: 'Nicht vorrätig',
            detail: 'Bestellt: {requested}, vorrätig: {available}.',
          },
        },
        statuses: {
          404: { title: 'Nicht gefunden' },
          405: { title: 'Methode nicht erlaubt' },
          409: { title: 'Konflikt' },
          410: {
            title: 'Nicht mehr vorhanden',
            detail: () => {
              throw new Error('hunter2');
            },
          },
          422: {
            title: 'Nicht verarbeitbar',
            detail: ({ errors }) =>
              Array.isArray(errors) ? `Ungültige Werte: ${errors.length}.` : undefined,
          },
          500: { title: 'Interner Fehler' },
        },
        items: { minimum: 'muss mindestens {limit} sein', type: ({ limit }) => `muss ${String(limit)} sein` },
        texts: { 'The request body is not valid JSON.': 'Der Inhalt ist kein gültiges JSON.' },
      },
      'de-CH': { statuses: { 409: { title: 'Zwist' } } },
    },
  }),
  german: (problem, { languages }) =>
    languages[0]?.startsWith('de') === true
      ? { problem: { ...problem, title: 'Konflikt' }, language: 'de' }
      : undefined,
  throws: () => {
    throw new Error('hunter2');
  },
  'changes and throws': (problem) => {
    problem['password'] = 'hunter2';
    throw new Error('hunter2');
  },
  'changes the status': (problem) => ({ ...problem, status: 200 }),
  'returns garbage': (() => 'hunter2') as unknown as Customize,
  'returns a trap': () => hostile.revokedProxy as ProblemDetails,
  promise: ((problem: ProblemDetails) =>
    Promise.resolve({ ...problem, title: 'hunter2' })) as unknown as Customize,
  rejects: (() => Promise.reject(new Error('hunter2'))) as unknown as Customize,
};

const formatters: Readonly<Record<FormatName, ProblemFormat>> = {
  xml,
  html,
  text: { mediaType: 'text/plain; charset=utf-8', render: ({ status, title }) => `${status} ${title}\n` },
  throws: {
    mediaType: 'text/x',
    render: () => {
      throw new Error('hunter2');
    },
  },
  'returns garbage': {
    mediaType: 'text/x',
    render: (() => ({ secret: 'hunter2' })) as unknown as ProblemFormat['render'],
  },
};

/** Turns the settings of the table into the options of an adapter. */
export function optionsOf(settings: Settings, collect: (report: Report) => void): Options {
  const { map, customize, formats, onError, ...plain } = settings;
  return {
    ...plain,
    ...(map && { map: map.map((name) => mappers[name]) }),
    ...(customize && { customize: customizers[customize] }),
    ...(formats && { formats: formats.map((name) => formatters[name]) }),
    onError(report) {
      collect(report);
      if (onError === 'throws') throw new Error('hunter2');
      // What an async hook gives, past its type.
      if (onError === 'rejects') return Promise.reject(new Error('hunter2')) as unknown as undefined;
      return undefined;
    },
  };
}
