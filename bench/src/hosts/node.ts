import type { ServerResponse } from 'node:http';
import { problemDetails } from '@statusquo/node';
import { conflict, fields } from './by-hand.js';
import { fiveAwaits } from './five-awaits.js';
import type { Host } from './host.js';
import { listen } from './listen.js';
import { throwBare, throwConflict } from './throw-conflict.js';

export const host: Host = {
  handWritten: () =>
    listen((_request, response) => void fiveAwaits(conflict.text).then((text) => write(response, text))),
  bareThrow: () =>
    listen((_request, response) => void fiveAwaits(throwBare).catch(() => write(response, conflict.text()))),
  statusquo: () => listen(problemDetails(() => fiveAwaits(throwConflict))),
  packages: {},
};

function write(response: ServerResponse, text: string): void {
  response.writeHead(409, { ...fields, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
