/** How an error handler of the table is configured; hooks are named, because functions are no data. */
export interface Settings {
  readonly challenge?: string;
  readonly validationStatus?: 400 | 422;
  readonly methodNotAllowed?: boolean;
  readonly debug?: boolean;
  readonly map?: readonly MapName[];
  readonly customize?: CustomizeName;
  readonly formats?: readonly FormatName[];
  /** Default: reports are collected. The others do that, and then misbehave. */
  readonly onError?: 'collects' | 'throws' | 'rejects';
}

/** `bareStatus` is core's; `unique violation` turns code 23505 into a Conflict; the others misbehave. */
export type MapName =
  | 'bareStatus'
  | 'unique violation'
  | 'throws'
  | 'promise'
  | 'rejects'
  | 'returns garbage';

/** `messages` speaks English, German and a little Swiss German, as `test/options.ts` says. `request id` adds `requestId` from the request's header and an `instance`; `german` translates the title of a Conflict where the client prefers it; the others misbehave. */
export type CustomizeName =
  | 'request id'
  | 'messages'
  | 'german'
  | 'throws'
  | 'changes and throws'
  | 'changes the status'
  | 'returns garbage'
  | 'returns a trap'
  | 'promise'
  | 'rejects';

/** `xml` and `html` are core's; `text` is the title as `text/plain; charset=utf-8`; the others are for `text/x`, and misbehave. */
export type FormatName = 'xml' | 'html' | 'text' | 'throws' | 'returns garbage';

/** The names of the configurations. */
export type SettingsName =
  | 'plain'
  | 'basic challenge'
  | 'two challenges'
  | 'validation 400'
  | 'no 405'
  | 'debug'
  | 'mapping'
  | 'map throws'
  | 'map gives a promise'
  | 'map gives garbage'
  | 'customizing'
  | 'speaking German'
  | 'languages'
  | 'customize throws'
  | 'customize changes the status'
  | 'customize gives garbage'
  | 'customize changes and throws'
  | 'customize gives a trap'
  | 'customize gives a promise'
  | 'customize rejects'
  | 'onError throws'
  | 'onError rejects'
  | 'every hook throws'
  | 'formats'
  | 'formats, debug'
  | 'formats, speaking German'
  | 'XML only'
  | 'a format throws'
  | 'a format gives garbage';

/** The configurations of the table. */
export const settings: Readonly<Record<SettingsName, Settings>> = {
  plain: {},
  'basic challenge': { challenge: 'Basic realm="shop"' },
  'two challenges': { challenge: 'Basic realm="shop", Bearer' },
  'validation 400': { validationStatus: 400 },
  'no 405': { methodNotAllowed: false },
  debug: { debug: true },
  mapping: { map: ['unique violation', 'bareStatus'] },
  'map throws': { map: ['throws', 'unique violation'] },
  'map gives a promise': { map: ['promise', 'rejects'] },
  'map gives garbage': { map: ['returns garbage'] },
  customizing: { customize: 'request id' },
  'speaking German': { customize: 'german' },
  languages: { customize: 'messages' },
  'customize throws': { customize: 'throws' },
  'customize changes the status': { customize: 'changes the status' },
  'customize gives garbage': { customize: 'returns garbage' },
  'customize changes and throws': { customize: 'changes and throws' },
  'customize gives a trap': { customize: 'returns a trap' },
  'customize gives a promise': { customize: 'promise' },
  'customize rejects': { customize: 'rejects' },
  'onError throws': { onError: 'throws' },
  'onError rejects': { onError: 'rejects' },
  'every hook throws': { map: ['throws'], customize: 'throws', onError: 'throws' },
  formats: { formats: ['xml', 'html', 'text'] },
  'formats, debug': { formats: ['xml', 'html'], debug: true },
  'formats, speaking German': { formats: ['xml', 'html'], customize: 'german' },
  'XML only': { formats: ['xml'] },
  'a format throws': { formats: ['throws'] },
  'a format gives garbage': { formats: ['returns garbage'] },
};
