import { Bookshop, configOrExit, serve } from '@bookshop/domain';
import { checkExpectation, clientErrorHandler } from '@statusquo/koa';
import { createServer } from 'node:http';
import { createApp } from './app.ts';

const shop = new Bookshop(configOrExit());
const handle = createApp(shop).callback();
const server = createServer((request, response) => void handle(request, response));
server.on('clientError', clientErrorHandler());
server.on('checkExpectation', checkExpectation());
await serve(server, shop);
