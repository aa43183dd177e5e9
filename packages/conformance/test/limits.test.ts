import * as ofExpress from './limits/express.ts';
import * as ofFastify from './limits/fastify.ts';
import * as ofKoa from './limits/koa.ts';
import { limitsOfNest } from './limits/nest.ts';
import { playLimits } from './play-limits.ts';

playLimits([
  [
    ['express', 'express-4'],
    {
      'an error behind one that was handed over is reported too': ofExpress.secondError,
      'the methods that a plain function serves are in the Allow of a 405': ofExpress.plainFunction,
      'a 405 knows the routes of a path that middleware has replaced': ofExpress.replacedPath,
    },
  ],
  [
    ['koa', 'koa-2'],
    { 'the methods that a plain function serves are in the Allow of a 405': ofKoa.plainFunction },
  ],
  [
    ['fastify'],
    {
      'a 405 knows the routes of a constraint that is derived later': ofFastify.derivedLater,
      'a 405 knows the routes of a constraint that came by `addConstraintStrategy`': ofFastify.addedLater,
    },
  ],
  [['nest-express', 'nest-fastify'], limitsOfNest],
]);
