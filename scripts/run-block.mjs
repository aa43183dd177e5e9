// Loaded before a block of a document (see readme.test.ts): its servers get a free port, one request each,
// and do not keep the process alive.
import { get, Server as HttpServer } from 'node:http';
import { Server } from 'node:net';

const { listen } = Server.prototype;

Server.prototype.listen = function (...args) {
  const callback = args.findLast((arg) => typeof arg === 'function');
  this.once('listening', () => {
    this.unref();
    if (this instanceof HttpServer) ask(this.address().port);
  });
  return listen.call(this, { port: 0, host: '127.0.0.1' }, callback);
};

/** The open request keeps the process alive until the server has answered. */
function ask(port) {
  const request = get({ port, host: '127.0.0.1', path: '/', agent: false }, (response) => response.resume());
  request.setTimeout(10_000, () => request.destroy(new Error('The server did not answer GET /')));
}
