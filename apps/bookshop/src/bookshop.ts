import { Books } from './books.ts';
import type { Config } from './config.ts';
import { Drain } from './drain.ts';
import { Imports } from './imports.ts';
import { Orders } from './orders.ts';
import { Pricing, type Price } from './pricing.ts';
import { RateLimit } from './rate-limit.ts';
import { StockChanges } from './stock-changes.ts';
import { StockFeed } from './stock-feed.ts';
import { openStore } from './store.ts';
import { Tokens } from './tokens.ts';

/** The shop: what the routes of a front call. */
export class Bookshop {
  readonly config: Config;
  readonly tokens: Tokens;
  readonly orderLimit: RateLimit;
  readonly books: Books;
  readonly orders: Orders;
  readonly imports: Imports;
  readonly feed: StockFeed;
  readonly drain = new Drain();
  readonly #pricing: Pricing;

  constructor(config: Config) {
    const store = openStore();
    const changes = new StockChanges();
    this.config = config;
    this.tokens = new Tokens(config.jwtSecret);
    this.orderLimit = new RateLimit(config.ordersPerMinute);
    this.books = new Books(store, changes);
    this.orders = new Orders(store, changes);
    this.imports = new Imports(this.books);
    this.feed = new StockFeed(changes);
    this.#pricing = new Pricing(config.pricingUrl, config.pricingTimeout);
  }

  /** What the pricing service says about a book that the shop has. */
  async priceOf(isbn: string): Promise<Price> {
    await this.books.get(isbn);
    return this.#pricing.priceOf(isbn);
  }

  /** The deliberate bug of `GET /boom`. Its message holds a secret, which must never leave. */
  boom(): never {
    throw new Error('cannot reach postgres://shop:hunter2@10.0.0.7/books');
  }
}
