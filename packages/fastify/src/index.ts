export * from '@statusquo/core';
export { checkContinue, checkExpectation, dropRequestHandler } from '@statusquo/node';
export { problemDetails } from './problem-details.ts';
export { clientErrorHandler, frameworkErrors } from './server-errors.ts';
