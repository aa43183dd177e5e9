import { describe, expect, it } from 'vitest';
import { leftoverHeaders, mergeFields, readFields } from './headers.ts';
import { TooManyRequests } from './client-errors.ts';
import { correctionsOf } from './http-error.ts';
import type { ResponseView } from './views.ts';

describe('mergeFields', () => {
  it('keeps the names of Vary in the order of their first appearance', () => {
    const fields = readFields({ Vary: 'origin, Prefer' }, 409, '1.1', []);
    const response = {
      phase: 'open' as const,
      header: (name: string) => (name === 'vary' ? 'Origin, Accept-Encoding' : undefined),
      headerNames: () => ['vary'],
    };
    expect(mergeFields(fields, response, 409, 'Bearer')?.get('vary')?.value).toBe(
      'Origin, Accept-Encoding, Prefer',
    );
  });
});

describe('headers of an error', () => {
  it('that throw when they are read leave the typed ones alone', () => {
    const headers = Object.defineProperty({}, 'X-Bad', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    const error = new TooManyRequests({ retryAfter: 5, headers });
    expect(error.headers).toEqual({ 'Retry-After': '5' });
    expect(correctionsOf(error)).toEqual(['headers: could not be read and were ignored']);
  });
});

describe('headers beside a typed option', () => {
  it.each([
    ['a record', { 'X-A': 'a', 'Set-Cookie': ['b=1', 'c=2'] }],
    [
      'Headers',
      new Headers([
        ['X-A', 'a'],
        ['Set-Cookie', 'b=1'],
        ['Set-Cookie', 'c=2'],
      ]),
    ],
    [
      'a Map',
      new Map<string, string | string[]>([
        ['X-A', 'a'],
        ['Set-Cookie', ['b=1', 'c=2']],
      ]),
    ],
  ])('are all sent: %s', (_, headers) => {
    const error = new TooManyRequests({ retryAfter: 5, headers: headers as never });
    const fields = [...(readFields(error.headers, 429, '1.1', [])?.values() ?? [])];
    expect(
      fields
        .map(({ name, value }) => [name.toLowerCase(), value])
        .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    ).toEqual([
      ['retry-after', '5'],
      ['set-cookie', ['b=1', 'c=2']],
      ['x-a', 'a'],
    ]);
  });
});

// Written out, so that no name can leave a list unnoticed. RFC 9110 §8, RFC 9111 §5, RFC 9110 §7.6.1
const representation = [
  'content-type',
  'content-length',
  'content-encoding',
  'content-language',
  'content-location',
  'content-range',
  'content-disposition',
  'content-md5',
  'content-digest',
  'repr-digest',
  'digest',
];
const caching = ['age', 'etag', 'last-modified', 'cache-control', 'expires', 'pragma', 'accept-ranges'];

describe('leftoverHeaders', () => {
  it('are those that describe the body of the failed handler, or let it be cached', () => {
    expect([...leftoverHeaders].toSorted()).toEqual(
      [...representation, ...caching, 'transfer-encoding', 'trailer'].toSorted(),
    );
  });
});

describe('readFields', () => {
  it.each([
    ...representation,
    'connection',
    'keep-alive',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'http2-settings',
  ])('drops %s', (name) => {
    const notes: string[] = [];
    expect(readFields({ [name]: 'x' }, 409, '1.1', notes)).toBeUndefined();
    expect(notes).toEqual([`the header "${name}" is not the error's to set and was dropped`]);
  });

  it.each(['etag', 'cache-control', 'set-cookie', 'link', 'proxy-authenticate', 'content-security-policy'])(
    'takes %s',
    (name) => {
      expect(readFields({ [name]: 'x' }, 409, '1.1', [])?.get(name)?.value).toBe('x');
    },
  );

  it('reads no fields from what has none, and says nothing about it', () => {
    for (const headers of [undefined, null, 'x-a: b', 7, { 'x-a': undefined, 'x-b': null }]) {
      const notes: string[] = [];
      expect(readFields(headers, 409, '1.1', notes)).toBeUndefined();
      expect(notes).toEqual([]);
    }
  });
});

describe('mergeFields, with a Vary that has gaps', () => {
  it('leaves the gaps out', () => {
    const fields = readFields({ Vary: ', Accept,,' }, 409, '1.1', []);
    const response = { phase: 'open', header: () => undefined, headerNames: () => [] } as const;
    expect(mergeFields(fields, response, 409, 'Bearer')?.get('vary')?.value).toBe('Accept');
  });
});

describe('fields', () => {
  const response = (headers: Readonly<Record<string, string>>): ResponseView => ({
    phase: 'open',
    header: (name) => headers[name],
    headerNames: () => Object.keys(headers),
  });
  const merged = (headers: unknown, status: number, there: Readonly<Record<string, string>> = {}): object => {
    const fields = readFields(headers, status, '1.1', []);
    const all = mergeFields(fields, response(there), status, 'Bearer');
    return [...(all?.values() ?? [])].map(({ name, value }) => [name, value]);
  };

  it('with a name that is no text are dropped, and the others stay', () => {
    const notes: string[] = [];
    const headers = new Map<unknown, string>([
      [7, 'x'],
      ['X-A', 'b'],
    ]);
    expect([...(readFields(headers, 409, '1.1', notes)?.keys() ?? [])]).toEqual(['x-a']);
    expect(notes).toEqual(['a header with a malformed name was dropped']);
  });

  it('of the connection are only Upgrade and Connection, with a 426', () => {
    const headers = { Upgrade: 'x', Connection: 'Upgrade', TE: 'x', 'Keep-Alive': 'x' };
    expect(merged(headers, 426)).toEqual([
      ['Upgrade', 'x'],
      ['Connection', 'Upgrade'],
    ]);
    expect(merged(headers, 409)).toEqual([]);
  });

  it('that are merged take the place of what the error called in lower case', () => {
    expect(merged({ allow: 'get' }, 405)).toEqual([['Allow', 'get']]);
    expect(merged({ 'set-cookie': 'a=b' }, 409)).toEqual([['Set-Cookie', ['a=b']]]);
    expect(merged({ vary: 'a' }, 409)).toEqual([['Vary', 'a']]);
  });

  it('take Allow from the response with a 405 only', () => {
    expect(merged({}, 405, { allow: 'PUT, GET' })).toEqual([['Allow', 'GET, HEAD, PUT']]);
    expect(merged({}, 404, { allow: 'PUT, GET' })).toEqual([]);
  });

  it('of which only one may be sent are cut to the first, as HTTP/2 refuses a second', () => {
    const notes: string[] = [];
    const headers = { 'Retry-After': ['1', '2'], Link: ['<a>', '<b>'] };
    expect([...(readFields(headers, 429, '2.0', notes)?.values() ?? [])]).toEqual([
      { name: 'Retry-After', value: '1' },
      { name: 'Link', value: ['<a>', '<b>'] },
    ]);
    expect(notes).toEqual(['the header "Retry-After" takes one value; the others were dropped']);
  });

  it.each([
    'access-control-allow-credentials',
    'access-control-max-age',
    'age',
    'date',
    'etag',
    'expires',
    'last-modified',
    'location',
    'retry-after',
    'tk',
    'x-content-type-options',
  ])('take one value: %s', (name) => {
    expect(readFields({ [name]: ['a', 'b'] }, 409, '1.1', [])?.get(name)?.value).toBe('a');
  });

  it('of the connection are HTTP/1.1 alone, and Content-Range of a 416 is not', () => {
    const notes: string[] = [];
    const fields = (status: number, headers: object): readonly string[] => [
      ...(readFields(headers, status, '2.0', notes)?.keys() ?? []),
    ];
    expect(fields(416, { 'Content-Range': 'bytes */7' })).toEqual(['content-range']);
    expect(fields(426, { Upgrade: 'websocket' })).toEqual([]);
    expect(notes).toEqual(['the header "Upgrade" has no place in HTTP/2.0 and was dropped']);
  });

  it('are each cookie of Headers', () => {
    const headers = new Headers([
      ['Set-Cookie', 'a=1'],
      ['X-A', 'x'],
      ['Set-Cookie', 'b=2'],
      ['Set-Cookie', 'c=3'],
    ]);
    expect(readFields(headers, 409, '1.1', [])?.get('set-cookie')?.value).toEqual(['a=1', 'b=2', 'c=3']);
  });

  it('are each cookie of names that differ in case, and the last of any other field', () => {
    const headers = { 'Set-Cookie': ['a=1', 'b=2'], 'set-cookie': 'c=3', 'X-A': '1', 'x-a': '2' };
    const fields = readFields(headers, 409, '1.1', []);
    expect(fields?.get('set-cookie')?.value).toEqual(['a=1', 'b=2', 'c=3']);
    expect(fields?.get('x-a')?.value).toBe('2');
  });

  it('are not read from a list, which is noted', () => {
    const notes: string[] = [];
    expect(readFields([['x-a', 'b']], 409, '1.1', notes)).toBeUndefined();
    expect(notes).toEqual(['the headers of the error are a list and were left out']);
  });

  it('without an end are read to the limit, also where they have no value', () => {
    const notes: string[] = [];
    const headers = {
      *entries() {
        for (;;) yield ['x-a', undefined];
      },
    };
    expect(readFields(headers, 409, '1.1', notes)).toBeUndefined();
    expect(notes).toEqual(['the error has too many headers; the rest was dropped']);
  });

  it('that are a promise are left out, and its rejection is caught', async () => {
    const rejections: unknown[] = [];
    const listen = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', listen);
    const notes: string[] = [];
    const headers = { entries: () => Promise.reject(new Error('no')) };
    expect(readFields(headers, 409, '1.1', notes)).toBeUndefined();
    expect(notes).toEqual(['the headers of the error could not be read and were left out']);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', listen);
    expect(rejections).toEqual([]);
  });

  it('left over that HTTP forbids do not come along', () => {
    expect(merged({ Vary: 'Accept' }, 409, { vary: 'Origin\nX, Prefer' })).toEqual([
      ['Vary', 'Prefer, Accept'],
    ]);
    expect(merged({ 'Set-Cookie': 'a=1' }, 409, { 'set-cookie': 'b=2\n' })).toEqual([
      ['Set-Cookie', ['a=1']],
    ]);
  });
});
