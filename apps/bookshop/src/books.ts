import { NotFound } from '@statusquo/core';
import { entityTag, isMatch } from './entity-tags.ts';
import type { Book, Page } from './model.ts';
import { BookExists, BookHasOrders, StaleBook } from './problems.ts';
import type { StockChanges } from './stock-changes.ts';
import { findBook, type Store } from './store.ts';

/** One page of books; members in the order of the wire. */
export interface BookPage extends Page {
  readonly items: readonly Book[];
  /** On all pages. */
  readonly total: number;
}

/** The books of the shop. */
export class Books {
  readonly #store: Store;
  readonly #changes: StockChanges;

  constructor(store: Store, changes: StockChanges) {
    this.#store = store;
    this.#changes = changes;
  }

  async list({ page, limit }: Page): Promise<BookPage> {
    const all = this.#sorted();
    const start = (page - 1) * limit;
    return { items: all.slice(start, start + limit), page, limit, total: all.length };
  }

  /** @throws {NotFound} */
  async get(isbn: string): Promise<Book> {
    return findBook(this.#store, isbn);
  }

  /** The book that the shop recommends: the first one that can be had. @throws {NotFound} in an empty shop. */
  async featured(): Promise<Book> {
    const all = this.#sorted();
    const book = all.find(({ stock }) => stock > 0) ?? all[0];
    if (book === undefined) throw new NotFound();
    return book;
  }

  /** @throws {BookExists} */
  async add(book: Book): Promise<Book> {
    if (this.#store.books.has(book.isbn)) throw new BookExists({ isbn: book.isbn });
    this.#store.books.set(book.isbn, book);
    return book;
  }

  /** Replaces a book that is still the one that the client read. @throws {NotFound} @throws {StaleBook} */
  async replace(book: Book, ifMatch: string): Promise<void> {
    const { isbn, stock } = book;
    const current = findBook(this.#store, isbn);
    if (!isMatch(ifMatch, entityTag(current))) throw new StaleBook({ isbn });
    this.#store.books.set(isbn, book);
    if (stock !== current.stock) this.#changes.announce({ isbn, stock });
  }

  /** @throws {NotFound} @throws {BookHasOrders} */
  async remove(isbn: string): Promise<void> {
    findBook(this.#store, isbn);
    const orders = [...this.#store.orders.values()].filter((order) => order.isbn === isbn).length;
    if (orders > 0) throw new BookHasOrders({ isbn, orders });
    this.#store.books.delete(isbn);
  }

  #sorted(): Book[] {
    return [...this.#store.books.values()].sort((a, b) => (a.isbn < b.isbn ? -1 : 1));
  }
}
