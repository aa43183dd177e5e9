import { NotFound } from '@statusquo/core';
import type { Book, Order } from './model.ts';

/** An order, and whose it is. */
export interface StoredOrder extends Order {
  readonly owner: string;
}

/** The data, in memory: a later version keeps it in a database, so the operations on it are asynchronous already. */
export interface Store {
  readonly books: Map<string, Book>;
  readonly orders: Map<number, StoredOrder>;
}

const seed: readonly Book[] = [
  { isbn: '9780131103627', title: 'The C Programming Language', price: 6799, stock: 5 },
  { isbn: '9780262033848', title: 'Introduction to Algorithms', price: 9900, stock: 1 },
  { isbn: '9781491950357', title: 'Building Microservices', price: 4999, stock: 0 },
];

/** A store with the books that every shop opens with. */
export function openStore(): Store {
  return { books: new Map(seed.map((book) => [book.isbn, book])), orders: new Map() };
}

/** A book, at once: whoever changes it has to have read it in the same turn of the event loop. @throws {NotFound} */
export function findBook({ books }: Store, isbn: string): Book {
  const book = books.get(isbn);
  if (book === undefined) throw new NotFound(`No book has the ISBN ${isbn}.`);
  return book;
}
