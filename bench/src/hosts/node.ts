import { problemDetails } from '@statusquo/node';
import { body, fields } from './by-hand.js';
import { fiveAwaits } from './five-awaits.js';
import type { Host } from './host.js';
import { listen } from './listen.js';
import { throwConflict } from './throw-conflict.js';

export const host: Host = {
  handWritten: () =>
    listen(
      (_request, response) =>
        void fiveAwaits(() => body).then((bytes) => {
          response.writeHead(409, fields);
          response.end(bytes);
        }),
    ),
  statusquo: () => listen(problemDetails(() => fiveAwaits(throwConflict))),
  packages: {},
};
