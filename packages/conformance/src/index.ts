export type * from './case.ts';
export { cases } from './cases.ts';
export { checkAnswer, checkReports, contractBytes, secret, type SeenReport } from './check.ts';
export { deviations, type Deviation, type HostName } from './deviations.ts';
export { limits } from './limits.ts';
export { hostile } from './hostile-values.ts';
export { parseAnswers, rawRequest, type Action, type RawAnswer, type Received } from './raw-request.ts';
export { scriptOf, type Script } from './script.ts';
export {
  settings,
  type CustomizeName,
  type FormatName,
  type MapName,
  type Settings,
  type SettingsName,
} from './settings.ts';
