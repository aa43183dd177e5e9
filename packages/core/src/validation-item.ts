import type { ValidationItem } from './validation.ts';

/** What is known about a validation item and is never sent. */
export interface ItemBackground {
  /** Values for the texts of `messages`: `{ limit: 1 }`. Never the value that was rejected. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Whether the detail says more than the code, as where the author of a schema wrote it for one place. It stays, then. */
  readonly saysMore?: boolean | undefined;
}

/** On the item itself, so that another copy of this package finds it; not enumerable, so that JSON and comparisons do not. */
const background = Symbol.for('@statusquo/core/item-background');

/**
 * A validation item with what `messages` has to know to say it in another language. None of that is sent.
 *
 * @example validationItem({ detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' }, { parameters: { limit: 1 } })
 */
export function validationItem(item: ValidationItem, known: ItemBackground): ValidationItem {
  return Object.defineProperty({ ...item }, background, { value: known });
}

/** What is known about an item; nothing for any other value. Total. */
export function backgroundOf(item: object): ItemBackground | undefined {
  try {
    const known: unknown = (item as { readonly [background]?: unknown })[background];
    return typeof known === 'object' && known !== null ? known : undefined;
  } catch {
    return undefined;
  }
}

/** Gives the copy of an item what is known about the item. */
export function keepBackground(item: object, copy: object): void {
  const known = backgroundOf(item);
  if (known !== undefined) Object.defineProperty(copy, background, { value: known });
}
