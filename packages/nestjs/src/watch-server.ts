import type { HttpServer } from '@nestjs/common';
import type { ProblemDetailsOptions } from '@statusquo/core';
import {
  addDefaultListener,
  checkContinue,
  checkExpectation,
  clientErrorHandler,
  dropRequestHandler,
} from '@statusquo/node';
import type { Server } from 'node:http';
import { log } from './log.ts';

/** Answers what Node would answer itself, as soon as the adapter has its server. */
export function watchServer(adapter: HttpServer, options: ProblemDetailsOptions): void {
  const server = adapter.getHttpServer() as Server | undefined;
  if (server !== undefined) return addListeners(server, options);
  // The module is made before the server, and a filter of main.ts after it.
  const initHttpServer = adapter.initHttpServer.bind(adapter);
  adapter.initHttpServer = (applicationOptions) => {
    initHttpServer(applicationOptions);
    addListeners(adapter.getHttpServer() as Server, options);
  };
}

function addListeners(server: Server, options: ProblemDetailsOptions): void {
  addDefaultListener(server, 'clientError', clientErrorHandler(options, log));
  addDefaultListener(server, 'checkExpectation', checkExpectation(options, log));
  addDefaultListener(server, 'checkContinue', checkContinue);
  server.on('dropRequest', dropRequestHandler(options, log));
}
