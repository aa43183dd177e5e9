import { Bookshop, configOrExit, serve } from '@bookshop/domain';
import { createApp } from './app.ts';

const shop = new Bookshop(configOrExit());
const app = await createApp(shop);
await serve(app.server, shop, () => app.close());
