export * from '@statusquo/core';
export { checkExpectation, clientErrorHandler } from '@statusquo/node';
export { problemDetails } from './problem-details.ts';
