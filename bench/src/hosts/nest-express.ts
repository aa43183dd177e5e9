import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import type { Response } from 'express';
import { fields } from './by-hand.js';
import { nestHost } from './nest.js';

export const host = nestHost(
  () => new ExpressAdapter(),
  (response: Response, bytes) => void response.status(409).set(fields).send(bytes),
  (app) => (app as NestExpressApplication).set('etag', false),
);
