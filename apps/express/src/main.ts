import { Bookshop, configOrExit, serve } from '@bookshop/domain';
import { checkContinue, checkExpectation, clientErrorHandler, dropRequestHandler } from '@statusquo/express';
import { createServer } from 'node:http';
import { createApp } from './app.ts';

const shop = new Bookshop(configOrExit());
const server = createServer(createApp(shop));
server.on('clientError', clientErrorHandler());
server.on('checkExpectation', checkExpectation());
server.on('checkContinue', checkContinue);
server.on('dropRequest', dropRequestHandler());
await serve(server, shop);
