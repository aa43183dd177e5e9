import { NotFound, toHttpError, type ProblemDetails } from '@statusquo/core';
import { setImmediate } from 'node:timers/promises';
import { parseBook } from './bodies.ts';
import type { Books } from './books.ts';
import { parseJson } from './content.ts';
import { linesOf } from './lines.ts';

/** How far an import is; members in the order of the wire. */
export interface Import {
  readonly state: 'running' | 'done' | 'failed';
  /** How many books are stored. */
  readonly imported: number;
  /** What the first bad line would have got from `POST /books`, and which line it is, from 1. */
  readonly problem?: ProblemDetails & { readonly line: number };
}

/** Lines between two chances for requests to be answered. */
const batch = 100;

/** The imports of this process. Each runs after the upload that it came with was answered. */
export class Imports {
  readonly #books: Books;
  readonly #imports = new Map<number, Import>();
  readonly #running = new Set<Promise<void>>();

  constructor(books: Books) {
    this.#books = books;
  }

  /** Starts an import of one book a line, and gives its number. Nothing of a file is kept in memory but itself. */
  start(file: Uint8Array = new Uint8Array()): number {
    const id = this.#imports.size + 1;
    this.#imports.set(id, { state: 'running', imported: 0 });
    const running = this.#run(id, file);
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running));
    return id;
  }

  /** @throws {NotFound} */
  async get(id: number): Promise<Import> {
    const found = this.#imports.get(id);
    if (found === undefined) throw new NotFound(`There is no import ${id}.`);
    return found;
  }

  /** Resolves when no import is running. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #run(id: number, file: Uint8Array): Promise<void> {
    let imported = 0;
    for (const { line, bytes } of linesOf(file)) {
      if (line % batch === 1) await setImmediate();
      try {
        await this.#books.add(parseBook(parseJson(bytes)));
        imported += 1;
        this.#imports.set(id, { state: 'running', imported });
      } catch (error) {
        this.#imports.set(id, {
          state: 'failed',
          imported,
          problem: { ...toHttpError(error).toJSON(), line },
        });
        return;
      }
    }
    this.#imports.set(id, { state: 'done', imported });
  }
}
