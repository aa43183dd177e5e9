export * from '@statusquo/core';
export { checkContinue, checkExpectation, clientErrorHandler, dropRequestHandler } from '@statusquo/node';
export { problemDetails } from './problem-details.ts';
