import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { hosts, nest11Hosts } from '../test/hosts.ts';
import { nestOnExpress, nestOnFastify } from '../test/in-front/nest.ts';
import { limitsOfNest } from '../test/limits/nest.ts';
import { playFronts } from '../test/play-fronts.ts';
import { playLimits } from '../test/play-limits.ts';
import { playTable } from '../test/play-table.ts';
import { searchLeaks } from '../test/search-leaks.ts';
import { Logger } from '@nestjs/common';

describe('this project', () => {
  it('runs Nest 11', () => {
    const require = createRequire(import.meta.url);
    const { version } = require('@nestjs/common/package.json') as { readonly version: string };
    const { Logger: ofNest11 } = require('@nestjs/common') as { readonly Logger: unknown };
    expect(version).toMatch(/^11\./);
    // Another copy would be another class: this is the one that the adapter and the host get.
    expect(Logger).toBe(ofNest11);
  });
});

// With one host of the other run, which says the bytes that all of them send.
playTable([...nest11Hosts, ...hosts.filter(({ name }) => name === 'node')]);

playFronts([
  { ...nestOnExpress, host: 'nest-11-express' },
  { ...nestOnFastify, host: 'nest-11-fastify' },
]);

playLimits([[['nest-11-express', 'nest-11-fastify'], limitsOfNest]]);

describe('the search for secrets', () => {
  searchLeaks(nest11Hosts, []);
});
