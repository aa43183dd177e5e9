import 'reflect-metadata';
import { Bookshop, configOrExit, serve } from '@bookshop/domain';
import { createApp } from './create-app.ts';

const shop = new Bookshop(configOrExit());
const app = await createApp(shop);
await serve(app.getHttpServer(), shop, () => app.close());
