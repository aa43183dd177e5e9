import { Bookshop, configOrExit, serve } from '@bookshop/domain';
import { checkExpectation } from '@statusquo/fastify';
import { createApp } from './app.ts';

const shop = new Bookshop(configOrExit());
const app = await createApp(shop);
app.server.on('checkExpectation', checkExpectation());
await serve(app.server, shop, () => app.close());
