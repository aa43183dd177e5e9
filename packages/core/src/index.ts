export { bareStatus } from './bare-status.ts';
export * from './client-errors.ts';
export { createCatalog, type Catalog } from './create-catalog.ts';
export {
  createResponder,
  type Answer,
  type HostDefaults,
  type HostRule,
  type Respond,
} from './create-responder.ts';
export {
  defineProblem,
  extensions,
  type Members,
  type ProblemClass,
  type ProblemDefinition,
  type ProblemError,
  type TypeOnly,
} from './define-problem.ts';
export { leftoverHeaders } from './headers.ts';
export {
  HttpError,
  isHttpError,
  type ErrorStatus,
  type HeaderFields,
  type HttpErrorClass,
} from './http-error.ts';
export { html } from './html.ts';
export { jsonPointer } from './json-pointer.ts';
export { keywordDetail } from './keyword-detail.ts';
export { messages, type Message, type Messages, type MessagesOptions, type MessageText } from './messages.ts';
export type * from './options.ts';
export { originFormOf, pathOf } from './path-of.ts';
export type { ProblemDetails } from './problem-details.ts';
export type { ProblemFormat } from './problem-format.ts';
export type {
  CustomizeContext,
  ErrorMapper,
  LocalizedProblem,
  ProblemDetailsOptions,
  Report,
} from './responder-options.ts';
export * from './server-errors.ts';
export { statusInfo, type StatusInfo } from './status-info.ts';
export { toHttpError } from './to-http-error.ts';
export { unmatched } from './unmatched.ts';
export { validationError, type ValidationItem } from './validation.ts';
export { validationItem, type ItemBackground } from './validation-item.ts';
export { nothingSent, type RequestView, type ResponseView } from './views.ts';
export { xml } from './xml.ts';
