import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Conflict,
  Forbidden,
  MethodNotAllowed,
  ProxyAuthenticationRequired,
  RangeNotSatisfiable,
  TooManyRequests,
  Unauthorized,
  UnavailableForLegalReasons,
  UnsupportedMediaType,
  UpgradeRequired,
} from './client-errors.ts';
import type { HttpError } from './http-error.ts';
import { ServiceUnavailable } from './server-errors.ts';

const noon = new Date('1994-11-06T12:49:37.900Z');

describe('retryAfter', () => {
  it.each<[unknown, string | undefined]>([
    [30, '30'],
    [0, '0'],
    [-0, '0'],
    [0.1, '1'],
    [29.5, '30'],
    [noon, 'Sun, 06 Nov 1994 12:49:37 GMT'],
    [runInNewContext('new Date(784126177000)'), 'Sun, 06 Nov 1994 12:49:37 GMT'],
    [-1, undefined],
    [-0.5, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [1e21, undefined],
    [new Date(Number.NaN), undefined],
    [new Date('+012345-01-01T00:00:00Z'), undefined],
    ['30', undefined],
    [null, undefined],
    [{}, undefined],
  ])('%s gives %s', (retryAfter, expected) => {
    const options = { retryAfter } as { retryAfter: number };
    expect(new TooManyRequests(options).headers).toEqual(
      expected === undefined ? {} : { 'Retry-After': expected },
    );
    expect(new ServiceUnavailable('Later', options).headers['Retry-After']).toBe(expected);
  });

  it('stands beside the headers that were given, and wins over them', () => {
    const headers = { 'X-Policy': 'a', 'Retry-After': '5' };
    expect(new TooManyRequests({ retryAfter: 30, headers }).headers).toEqual({
      'X-Policy': 'a',
      'Retry-After': '30',
    });
    expect(new TooManyRequests({ headers }).headers).toEqual(headers);
  });

  it('is not read off an error that was meant as the cause', () => {
    const cause = Object.assign(new Error('upstream'), { retryAfter: 30 });
    expect(new TooManyRequests(cause).headers).toEqual({});
    expect(new TooManyRequests('Wait', cause).headers).toEqual({});
  });
});

describe('challenge', () => {
  it('is WWW-Authenticate for 401 and 403, Proxy-Authenticate for 407', () => {
    const challenge = 'Bearer error="invalid_token"';
    expect(new Unauthorized('Expired', { challenge }).headers).toEqual({ 'WWW-Authenticate': challenge });
    expect(new Forbidden({ challenge }).headers).toEqual({ 'WWW-Authenticate': challenge });
    expect(new ProxyAuthenticationRequired({ challenge }).headers).toEqual({
      'Proxy-Authenticate': challenge,
    });
  });

  it('is one field line for each challenge', () => {
    const challenge = ['Bearer', 'Basic realm="a"'];
    expect(new Unauthorized({ challenge }).headers).toEqual({ 'WWW-Authenticate': challenge });
    expect(new Unauthorized({ challenge: ['Bearer'] }).headers).toEqual({ 'WWW-Authenticate': 'Bearer' });
  });

  it('is left out where there is none', () => {
    for (const challenge of ['', [], undefined]) expect(new Unauthorized({ challenge }).headers).toEqual({});
  });
});

describe('allow', () => {
  it('is a normalised Allow', () => {
    expect(new MethodNotAllowed({ allow: ['PUT', 'GET'] }).headers).toEqual({ Allow: 'GET, HEAD, PUT' });
    expect(new MethodNotAllowed('Read only', { allow: 'GET' }).headers).toEqual({ Allow: 'GET, HEAD' });
  });

  it('is empty for a resource without methods', () => {
    expect(new MethodNotAllowed({ allow: [] }).headers).toEqual({ Allow: '' });
  });

  it('is left out where it names no method', () => {
    for (const allow of [42, null, [42], ['a b']]) {
      expect(new MethodNotAllowed({ allow: allow as unknown as string }).headers).toEqual({});
    }
  });
});

describe('upgrade', () => {
  it('brings Connection along', () => {
    expect(new UpgradeRequired({ upgrade: 'websocket' }).headers).toEqual({
      Upgrade: 'websocket',
      Connection: 'Upgrade',
    });
    expect(new UpgradeRequired({ upgrade: ['h2c', 'websocket'] }).headers).toEqual({
      Upgrade: 'h2c, websocket',
      Connection: 'Upgrade',
    });
    expect(new UpgradeRequired({ upgrade: [] }).headers).toEqual({});
  });
});

describe('size', () => {
  it('is the unsatisfied form of Content-Range', () => {
    expect(new RangeNotSatisfiable({ size: 1234 }).headers).toEqual({ 'Content-Range': 'bytes */1234' });
    expect(new RangeNotSatisfiable({ size: 0 }).headers).toEqual({ 'Content-Range': 'bytes */0' });
  });

  it.each([-1, 1.5, Number.NaN, '1234'])('leaves the field out for %s', (size) => {
    expect(new RangeNotSatisfiable({ size: size as number }).headers).toEqual({});
  });
});

describe('accept, acceptEncoding and acceptPatch', () => {
  it('are lists', () => {
    expect(
      new UnsupportedMediaType({
        accept: ['application/json', 'application/cbor'],
        acceptEncoding: 'identity',
        acceptPatch: ['application/merge-patch+json'],
      }).headers,
    ).toEqual({
      Accept: 'application/json, application/cbor',
      'Accept-Encoding': 'identity',
      'Accept-Patch': 'application/merge-patch+json',
    });
  });
});

describe('blockedBy', () => {
  it('is a link to the party that blocks', () => {
    expect(new UnavailableForLegalReasons({ blockedBy: 'https://isp.example/' }).headers).toEqual({
      Link: '<https://isp.example/>; rel="blocked-by"',
    });
  });

  it('is left out where it would end the link', () => {
    for (const blockedBy of ['https://a.example/>; rel="next", <https://b.example/', 'a b', '']) {
      expect(new UnavailableForLegalReasons({ blockedBy }).headers).toEqual({});
    }
  });
});

describe('the constructors', () => {
  type Loose = new (first?: unknown, second?: unknown) => HttpError;
  const classes: readonly (readonly [Loose, string])[] = [
    [TooManyRequests as Loose, 'retryAfter'],
    [Unauthorized as Loose, 'challenge'],
    [MethodNotAllowed as unknown as Loose, 'allow'],
    [UpgradeRequired as unknown as Loose, 'upgrade'],
    [RangeNotSatisfiable as Loose, 'size'],
    [UnsupportedMediaType as Loose, 'accept'],
    [UnavailableForLegalReasons as Loose, 'blockedBy'],
  ];

  it('never throw, whatever the option is', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true }), (value) => {
        for (const [Class, option] of classes) {
          for (const error of [
            new Class({ [option]: value }),
            new Class('Detail', { [option]: value }),
            new Class(value),
          ]) {
            for (const field of Object.values(error.headers)) {
              expect([field].flat().every((line) => typeof line === 'string')).toBe(true);
            }
          }
        }
      }),
    );
  });

  it('never throw for options that cannot be read', () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    for (const [Class, option] of classes) {
      const trap = Object.defineProperty({}, option, {
        get: () => {
          throw new Error('hunter2');
        },
      });
      for (const options of [revoked.proxy, trap]) {
        expect(new Class(options).headers).toEqual({});
        expect(new Class('Detail', options).headers).toEqual({});
      }
    }
  });
});

describe('options of the wrong type', () => {
  it('are no link target, and no options', () => {
    const blockedBy = ['https://example.com/'] as never;
    expect(new UnavailableForLegalReasons({ blockedBy }).headers).toEqual({});
    expect(new Conflict(null as never, { title: 'Shipped' }).title).toBe('Shipped');
  });
});
