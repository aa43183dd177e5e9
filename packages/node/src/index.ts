export * from '@statusquo/core';
export { addDefaultListener } from './add-default-listener.ts';
export { checkContinue } from './check-continue.ts';
export { checkExpectation } from './check-expectation.ts';
export { clientErrorHandler } from './client-errors.ts';
export { consoleLog, createNodeResponder, type NodeResponder } from './create-node-responder.ts';
export { dropRequestHandler } from './drop-request.ts';
export { expressMethods, type ExpressRequest, type ExpressWalk } from './express-methods.ts';
export {
  isConnectionError,
  requestView,
  responseView,
  type FieldStore,
  type NodeRequest,
  type NodeResponse,
} from './node-views.ts';
export { problemDetails } from './problem-details.ts';
export { clearPhrase, send } from './send.ts';
