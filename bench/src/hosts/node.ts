import type { ServerResponse } from 'node:http';
import { problemDetails } from '@statusquo/node';
import { body, fields } from './by-hand.js';
import { fiveAwaits } from './five-awaits.js';
import type { Host } from './host.js';
import { listen } from './listen.js';
import { throwBare, throwConflict } from './throw-conflict.js';

export const host: Host = {
  handWritten: () =>
    listen((_request, response) => void fiveAwaits(body).then((bytes) => write(response, bytes))),
  bareThrow: () =>
    listen((_request, response) => void fiveAwaits(throwBare).catch(() => write(response, body()))),
  statusquo: () => listen(problemDetails(() => fiveAwaits(throwConflict))),
  packages: {},
};

function write(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(409, { ...fields, 'Content-Length': bytes.length });
  response.end(bytes);
}
