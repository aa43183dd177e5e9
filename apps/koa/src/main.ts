import { Bookshop, configOrExit, serve } from '@bookshop/domain';
import { checkContinue, checkExpectation, clientErrorHandler, dropRequestHandler } from '@statusquo/koa';
import { createServer } from 'node:http';
import { createApp } from './app.ts';

const shop = new Bookshop(configOrExit());
const handle = createApp(shop).callback();
const server = createServer((request, response) => void handle(request, response));
server.on('clientError', clientErrorHandler());
server.on('checkExpectation', checkExpectation());
server.on('checkContinue', checkContinue);
server.on('dropRequest', dropRequestHandler());
await serve(server, shop);
