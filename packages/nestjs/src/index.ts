export * from '@statusquo/core';
export { checkContinue, checkExpectation, clientErrorHandler, dropRequestHandler } from '@statusquo/node';
export { ProblemDetailsFilter } from './problem-details-filter.ts';
export { ProblemDetailsModule, type ProblemDetailsAsyncOptions } from './problem-details-module.ts';
export { validationPipe } from './validation-pipe.ts';
