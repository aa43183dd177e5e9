import { describe, expect, it } from 'vitest';
import { Books } from './books.ts';
import { entityTag } from './entity-tags.ts';
import { Orders } from './orders.ts';
import { StockChanges, type StockChange } from './stock-changes.ts';
import { openStore } from './store.ts';

const isbn = '9780262033848';
const ada = { sub: 'ada', role: 'reader' } as const;

function shop(): { books: Books; orders: Orders; heard: StockChange[] } {
  const store = openStore();
  const changes = new StockChanges();
  const heard: StockChange[] = [];
  changes.listen((change) => heard.push(change));
  return { books: new Books(store, changes), orders: new Orders(store, changes), heard };
}

describe('Orders', () => {
  it('sells the last copy once, whoever asks at the same time', async () => {
    const { orders, books, heard } = shop();
    const all = await Promise.allSettled([1, 2, 3].map(() => orders.place(ada, { isbn, quantity: 1 })));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await books.get(isbn)).toMatchObject({ stock: 0 });
    expect(heard).toEqual([{ isbn, stock: 0 }]);
  });
});

describe('Books', () => {
  it('lets one of two change a book that both have read', async () => {
    const { books } = shop();
    const book = await books.get(isbn);
    const tag = entityTag(book);
    const all = await Promise.allSettled([10, 20].map((price) => books.replace({ ...book, price }, tag)));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await books.get(isbn)).toMatchObject({ price: 10 });
  });
});
