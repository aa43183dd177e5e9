import { describe, expect, it } from 'vitest';
import { BadConfig, readConfig } from './config.ts';

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      nestPlatform: 'express',
      jwtSecret: 'bookshop-development-secret',
      pricingUrl: undefined,
      pricingTimeout: 500,
      ordersPerMinute: 60,
    });
  });

  it('reads what is set', () => {
    const env = {
      PORT: '0',
      NEST_PLATFORM: 'fastify',
      JWT_SECRET: 's',
      PRICING_URL: 'https://prices.example/v1/',
      PRICING_TIMEOUT_MS: '1',
      ORDERS_PER_MINUTE: '2147483647',
    };
    expect(readConfig(env)).toEqual({
      port: 0,
      nestPlatform: 'fastify',
      jwtSecret: 's',
      pricingUrl: new URL('https://prices.example/v1/'),
      pricingTimeout: 1,
      ordersPerMinute: 2_147_483_647,
    });
  });

  it.each([
    ['PORT', ''],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['PORT', ' 80'],
    ['NEST_PLATFORM', 'koa'],
    ['NEST_PLATFORM', ''],
    ['JWT_SECRET', ''],
    ['PRICING_URL', ''],
    ['PRICING_URL', 'prices.example'],
    ['PRICING_URL', 'ftp://prices.example'],
    ['PRICING_URL', 'http://user:word@prices.example'],
    ['PRICING_URL', 'http://prices.example/?key=1'],
    ['PRICING_TIMEOUT_MS', '0'],
    ['PRICING_TIMEOUT_MS', '2147483648'],
    ['ORDERS_PER_MINUTE', '0'],
    ['ORDERS_PER_MINUTE', 'many'],
    ['DATABASE_URL', 'postgres://shop:word@127.0.0.1/books'],
    ['DATABASE_URL', ''],
  ])('refuses %s=%s in one line that names it, and does not show the value', (name, value) => {
    const read = (): unknown => readConfig({ [name]: value });
    expect(read).toThrow(BadConfig);
    expect(read).toThrow(new RegExp(`^${name} [^\\n]+$`));
    expect(read).not.toThrow(/word|ftp/);
  });
});
