import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import type { Response } from 'express';
import { fields, type ByHand } from './by-hand.js';
import { nestHost } from './nest.js';

export const host = nestHost(
  () => new ExpressAdapter(),
  (response: Response, { status }: ByHand, text) =>
    void response.status(status).set(fields).send(Buffer.from(text)),
  (app) => (app as NestExpressApplication).set('etag', false),
);
