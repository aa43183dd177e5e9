// Loaded before a block that ends on a signal (see readme.test.ts): its server gets a free port, and says which.
import { Server } from 'node:net';

const { listen } = Server.prototype;

Server.prototype.listen = function (...args) {
  const callback = args.findLast((arg) => typeof arg === 'function');
  this.once('listening', () => console.log(`listening at ${this.address().port}`));
  return listen.call(this, { port: 0, host: '127.0.0.1' }, callback);
};
