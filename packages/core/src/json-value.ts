import {
  isLongBinary,
  isLongList,
  maxCharacters,
  maxDepth,
  maxValues,
  namesOf,
  note,
  shorten,
} from './limits.ts';
import { catchRejection } from './run-hook.ts';
import { setMember } from './set-member.ts';
import { keepBackground } from './validation-item.ts';

/** Whatever JSON can hold. RFC 8259 */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

const none: ReadonlySet<string> = new Set();

/**
 * Copies the members of an object to `target`, each as JSON can hold it. Every part that had to be changed or left out is added
 * to `notes` by its path; so is every member that is `reserved`. Bounded in depth and size.
 *
 * @throws if the members cannot be listed; nothing once they are.
 */
export function copyMembers(
  source: object,
  target: object,
  notes: string[],
  reserved: ReadonlySet<string> = none,
): void {
  if (isLongList(source)) throw new RangeError('A list has no members.');
  addMembers(source, target, { notes, path: [], ancestors: [], values: 0, characters: 0 }, reserved);
}

interface Walk {
  readonly notes: string[];
  readonly path: (string | number)[];
  readonly ancestors: object[];
  values: number;
  characters: number;
}

function addMembers(source: object, target: object, walk: Walk, reserved: ReadonlySet<string>): void {
  for (const name of namesOf(source)) {
    walk.path.push(name);
    try {
      if (!hasRoom(walk) || !fits(name, walk)) break;
      const value = (source as Record<string, unknown>)[name];
      const json = reserved.has(name) ? refuse(value, walk) : copy(value, walk);
      if (json !== undefined) setMember(target, name, json);
    } catch {
      leaveOut('threw when it was read', walk);
    } finally {
      walk.path.pop();
    }
  }
}

function copyItems(list: readonly unknown[], walk: Walk): JsonValue {
  const items: JsonValue[] = [];
  for (let index = 0; index < list.length; index++) {
    walk.path.push(index);
    try {
      if (!hasRoom(walk)) break;
      items.push(copy(list[index], walk) ?? null);
    } catch {
      leaveOut('threw when it was read', walk);
      items.push(null);
    } finally {
      walk.path.pop();
    }
  }
  return items;
}

function copy(value: unknown, walk: Walk): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
      return fits(value, walk) ? value : undefined;
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      change(`${value}, sent as null`, walk);
      return null;
    case 'bigint':
      // The conversion takes longer than the number of digits grows.
      if (BigInt.asIntN(4096, value) !== value) return leaveOut('is too long', walk);
      change('a BigInt, sent as a string', walk);
      return String(value);
    case 'undefined':
      return undefined;
    case 'object':
      return value === null ? null : copyObject(value, walk);
    default:
      return leaveOut(`is a ${typeof value}`, walk);
  }
}

function copyObject(value: object, walk: Walk): JsonValue | undefined {
  if (walk.ancestors.includes(value)) return leaveOut('is a cycle', walk);
  if (walk.ancestors.length >= maxDepth) return leaveOut('is nested too deeply', walk);
  if (isLongBinary(value)) return leaveOut('is too long', walk);
  catchRejection(value);
  walk.ancestors.push(value);
  try {
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') return copy(toJSON.call(value, String(walk.path.at(-1))), walk);
    if (isWrapper(value)) return copy(value.valueOf(), walk);
    if (Array.isArray(value)) return copyItems(value, walk);
    const members: Record<string, JsonValue> = {};
    addMembers(value, members, walk, none);
    keepBackground(value, members);
    return members;
  } finally {
    walk.ancestors.pop();
  }
}

function isWrapper(value: object): boolean {
  return (
    value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof BigInt
  );
}

/** Counts a value; false for one too many, which is noted. */
function hasRoom(walk: Walk): boolean {
  if (++walk.values <= maxValues) return true;
  leaveOut('is one too many', walk);
  return false;
}

/** Counts the characters of a text; false if they are too many, which is noted. */
function fits(text: string, walk: Walk): boolean {
  walk.characters += text.length;
  if (walk.characters <= maxCharacters) return true;
  walk.characters -= text.length;
  leaveOut('is too long', walk);
  return false;
}

function refuse(value: unknown, walk: Walk): undefined {
  if (value !== undefined) leaveOut('is reserved by RFC 9457', walk);
}

function leaveOut(why: string, walk: Walk): undefined {
  note(walk.notes, `the member "${pathOf(walk)}" ${why} and was left out`);
  return undefined;
}

function change(into: string, walk: Walk): void {
  note(walk.notes, `the member "${pathOf(walk)}" is ${into}`);
}

function pathOf(walk: Walk): string {
  return walk.path.map((token) => shorten(String(token), 100)).join('.');
}
