import { describe, expect, it } from 'vitest';
import { originFormOf, pathOf } from './index.ts';

describe('originFormOf', () => {
  it.each([
    ['/books/42?page=1', '/books/42?page=1'],
    ['http://shop.example:8080/books/42?page=1', '/books/42?page=1'],
    ['HTTPS://shop.example/books', '/books'],
    ['http://shop.example?page=1', '?page=1'],
    ['http://shop.example', ''],
    ['/go?to=http://shop.example/books', '/go?to=http://shop.example/books'],
    ['//shop.example/books', '//shop.example/books'],
    ['*', '*'],
    ['', ''],
  ])('of %j is %j', (target, expected) => {
    expect(originFormOf(target)).toBe(expected);
  });
});

describe('pathOf', () => {
  it.each([
    ['/books/42?page=1', '/books/42'],
    ['/books/../42?a=b?c=d', '/books/../42'],
    ['http://shop.example/books?page=1', '/books'],
    ['http://shop.example?page=/1', ''],
    ['/%g1?x', '/%g1'],
    ['*', '*'],
    ['', ''],
  ])('of %j is %j', (target, expected) => {
    expect(pathOf(target)).toBe(expected);
  });
});
