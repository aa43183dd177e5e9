export * from '@statusquo/core';
export { checkExpectation, clientErrorHandler } from '@statusquo/node';
export { ProblemDetailsFilter } from './problem-details-filter.ts';
export { ProblemDetailsModule, type ProblemDetailsAsyncOptions } from './problem-details-module.ts';
export { validationPipe } from './validation-pipe.ts';
