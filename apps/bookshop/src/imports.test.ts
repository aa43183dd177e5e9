import { describe, expect, it } from 'vitest';
import { Books } from './books.ts';
import { Imports, type Import } from './imports.ts';
import { StockChanges } from './stock-changes.ts';
import { openStore } from './store.ts';

const book = (isbn: string): string => JSON.stringify({ isbn, title: 'A Book', price: 1, stock: 1 });

async function run(...lines: readonly string[]): Promise<Import> {
  const imports = new Imports(new Books(openStore(), new StockChanges()));
  const id = imports.start(Buffer.from(lines.join('\n')));
  await imports.idle();
  return imports.get(id);
}

describe('Imports', () => {
  it('runs after the upload was answered', async () => {
    const imports = new Imports(new Books(openStore(), new StockChanges()));
    const id = imports.start(Buffer.from(book('9780306406157')));
    expect(await imports.get(id)).toEqual({ state: 'running', imported: 0 });
    await imports.idle();
    expect(await imports.get(id)).toEqual({ state: 'done', imported: 1 });
  });

  it('stores what comes before the first bad line, and says what is wrong with that', async () => {
    expect(
      await run(book('9780306406157'), '', book('9780596517748'), '{"isbn":', book('9780201633610')),
    ).toEqual({
      state: 'failed',
      imported: 2,
      problem: {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: 'The request body is not valid JSON.',
        line: 4,
      },
    });
  });

  it('stops at a book that came in a line before', async () => {
    expect(await run(book('9780306406157'), book('9780306406157'))).toMatchObject({
      state: 'failed',
      imported: 1,
      problem: { type: 'https://bookshop.example/problems/book-exists', isbn: '9780306406157', line: 2 },
    });
  });

  it('is done with an empty file', async () => {
    expect(await run()).toEqual({ state: 'done', imported: 0 });
  });

  it('lets others run in a long import', async () => {
    const imports = new Imports(new Books(openStore(), new StockChanges()));
    const id = imports.start(
      Buffer.from(`${book('9780306406157')}\n${'\n'.repeat(98)}${book('9780596517748')}\n{`),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(await imports.get(id)).toMatchObject({ state: 'running', imported: 2 });
    await imports.idle();
    expect(await imports.get(id)).toMatchObject({ state: 'failed', problem: { line: 101 } });
  });

  it('knows no import that was never started', async () => {
    const imports = new Imports(new Books(openStore(), new StockChanges()));
    await expect(imports.get(7)).rejects.toMatchObject({ status: 404, detail: 'There is no import 7.' });
  });
});
