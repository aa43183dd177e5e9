// What one answer may hold. No thrown value, however it came about, makes the work or the document larger than this; the
// report says what was left out. They are far above what anybody reads, and below what hurts.

/** Levels of objects and lists below an extension member. */
export const maxDepth = 64;
/** Members and items of all extension members together. */
export const maxValues = 10_000;
/** Characters of the names and strings of all extension members together. */
export const maxCharacters = 1_000_000;
/** Characters of a title or detail, which are cut, and of a URI, which is ignored. */
export const maxText = 10_000;
/** Items of a validation error. */
export const maxItems = 1000;
/** Fields of an error, and lines of one field. */
export const maxFields = 100;
/** Characters of the names and values of all fields of an error together: a usual proxy takes no larger head. */
export const maxHead = 8192;
/** Characters of an Accept or Accept-Language, which is not read if it is longer: browsers send about 150. */
export const maxAccept = 1024;
/** Notes of a report. */
export const maxNotes = 100;
/** What is kept from one answer to the next, of one kind: an app has far fewer lists of methods. */
export const maxKept = 1000;

/** The first items of a list, which may have no end, or say so. */
export function firstItems(list: readonly unknown[], max: number): unknown[] {
  const items: unknown[] = [];
  for (let index = 0; index < max && index < list.length; index++) items.push(list[index]);
  return items;
}

/** The first of what can be iterated, which may go on for ever. */
export function firstOf<Item>(iterable: Iterable<Item>, max: number): Item[] {
  const items: Item[] = [];
  for (const item of iterable) {
    if (items.length >= max) break;
    items.push(item);
  }
  return items;
}

/** A text, cut where it is too long; never within a character. */
export function shorten(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Adds to the notes of a report, as long as there are not too many. */
export function note(notes: string[], text: string): void {
  if (notes.length < maxNotes) notes.push(text);
  else if (notes.length === maxNotes) notes.push('there was more to note, which was left out');
}

/** Whether a value is bytes, and too many of them: listed, each would be a member. */
export function isLongBinary(value: object): boolean {
  return ArrayBuffer.isView(value) && value.byteLength > maxValues;
}

/** Whether an object has too many members because each index is one: bytes, a list, a wrapped string. */
export function isLongList(value: object): boolean {
  return (
    isLongBinary(value) ||
    ((Array.isArray(value) || value instanceof String) && (value as ArrayLike<unknown>).length > maxValues)
  );
}

/** The names of the members of an object. */
export function namesOf(value: object): readonly string[] {
  return isLongList(value) ? [] : Object.keys(value);
}
