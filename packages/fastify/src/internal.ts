// For @statusquo/nestjs, which serves on Fastify too. No part of the public interface: it changes without notice.
export { answererOf, type Answerer } from './answerer.ts';
export { fromFastifyValidation } from './from-fastify-validation.ts';
export { allowedMethods } from './allowed-methods.ts';
export { createServerHandlers, provideHandlers } from './server-errors.ts';
export { watchStreams } from './watch-streams.ts';
