/** What the environment can change. BOOKSHOP's defaults make a server that runs all by itself. */
export interface Config {
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** What Nest runs on; of no account elsewhere. */
  readonly nestPlatform: 'express' | 'fastify';
  /** HS256 key of the bearer tokens. */
  readonly jwtSecret: string;
  /** Base URL of the pricing service. */
  readonly pricingUrl: URL | undefined;
  /** Milliseconds. */
  readonly pricingTimeout: number;
  /** For each `sub`. */
  readonly ordersPerMinute: number;
}

/** A variable has a value that it cannot have. The message names the variable, and never shows the value: it may be a secret. */
export class BadConfig extends Error {}

/**
 * Reads the configuration.
 *
 * @throws {BadConfig} at the first bad value.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  if (env['DATABASE_URL'] !== undefined) {
    // To ignore it would keep the books of somebody who asked for a database in memory.
    throw new BadConfig(
      'DATABASE_URL is not supported by this version: leave it out, and data is kept in memory',
    );
  }
  const integer = (name: string, fallback: number, minimum: number, maximum: number): number => {
    const text = env[name] ?? String(fallback);
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new BadConfig(`${name} must be an integer from ${minimum} to ${maximum}`);
  };
  return {
    port: integer('PORT', 3000, 0, 65_535),
    nestPlatform: platform(env['NEST_PLATFORM'] ?? 'express'),
    jwtSecret: secret(env['JWT_SECRET'] ?? 'bookshop-development-secret'),
    pricingUrl: pricingUrl(env['PRICING_URL']),
    // Timers of Node hold no more.
    pricingTimeout: integer('PRICING_TIMEOUT_MS', 500, 1, 2_147_483_647),
    ordersPerMinute: integer('ORDERS_PER_MINUTE', 60, 1, 2_147_483_647),
  };
}

/** The configuration of this process. A bad one ends it: one line on stderr, exit code 1. */
export function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function platform(text: string): Config['nestPlatform'] {
  if (text === 'express' || text === 'fastify') return text;
  throw new BadConfig('NEST_PLATFORM must be express or fastify');
}

function secret(text: string): string {
  if (text === '') throw new BadConfig('JWT_SECRET must not be empty');
  return text;
}

function pricingUrl(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url !== undefined && url.username + url.password + url.search + url.hash === '';
  if (isPlain && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new BadConfig('PRICING_URL must be an http or https URL, without credentials, query and fragment');
}
