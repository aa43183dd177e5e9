import { Forbidden, NotFound } from '@statusquo/core';
import type { Order, OrderRequest, User } from './model.ts';
import { OutOfStock } from './problems.ts';
import type { StockChanges } from './stock-changes.ts';
import { findBook, type Store } from './store.ts';

/** The orders of the shop. */
export class Orders {
  readonly #store: Store;
  readonly #changes: StockChanges;

  constructor(store: Store, changes: StockChanges) {
    this.#store = store;
    this.#changes = changes;
  }

  /** @throws {NotFound} @throws {OutOfStock} */
  async place({ sub }: User, { isbn, quantity }: OrderRequest): Promise<Order> {
    const book = findBook(this.#store, isbn);
    if (quantity > book.stock) throw new OutOfStock({ isbn, requested: quantity, available: book.stock });
    const stock = book.stock - quantity;
    const order = { id: this.#store.orders.size + 1, isbn, quantity };
    this.#store.books.set(isbn, { ...book, stock });
    this.#store.orders.set(order.id, { ...order, owner: sub });
    this.#changes.announce({ isbn, stock });
    return order;
  }

  /** @throws {NotFound} @throws {Forbidden} if it is neither the user's own nor staff asks. */
  async get({ sub, role }: User, id: number): Promise<Order> {
    const stored = this.#store.orders.get(id);
    if (stored === undefined) throw new NotFound(`There is no order ${id}.`);
    const { owner, ...order } = stored;
    if (owner !== sub && role !== 'staff') throw new Forbidden('This order belongs to somebody else.');
    return order;
  }
}
