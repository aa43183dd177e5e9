import { EventEmitter } from 'node:events';

/** The number of copies of a book after an order or a PUT. */
export interface StockChange {
  readonly isbn: string;
  readonly stock: number;
}

/** Tells whoever listens how stocks change. */
export class StockChanges {
  readonly #emitter = new EventEmitter<{ change: [StockChange] }>();

  announce(change: StockChange): void {
    this.#emitter.emit('change', change);
  }

  listen(listener: (change: StockChange) => void): void {
    this.#emitter.on('change', listener);
  }
}
