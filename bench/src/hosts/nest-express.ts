import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import type { Response } from 'express';
import { body, fields } from './by-hand.js';
import { fiveAwaits } from './five-awaits.js';
import { nestHost } from './nest.js';

export const host = nestHost(
  () => new ExpressAdapter(),
  async (response: Response) => {
    response
      .status(409)
      .set(fields)
      .send(await fiveAwaits(() => body));
  },
  (app) => (app as NestExpressApplication).set('etag', false),
);
