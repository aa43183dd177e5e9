// A server of one contender in a process of its own, which tells on request how much CPU time it has used.
import type { AddressInfo } from 'node:net';
import { HttpError } from '@statusquo/core';
import type { Host } from './hosts/host.js';
import { hosts } from './hosts.js';

const [, , hostName = '', contender = '', stacks] = process.argv;
const load = hosts[hostName];
if (load === undefined) throw new Error(`There is no host ${hostName}.`);
HttpError.captureStack = stacks !== 'off';
const { host } = await load();
const server = await startOf(host)();
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit());
process.send?.((server.address() as AddressInfo).port);

function startOf({ packages, ...ways }: Host): Host['handWritten'] {
  const start = { ...ways, ...packages }[contender];
  if (start === undefined) throw new Error(`${hostName} has no ${contender}.`);
  return start;
}
