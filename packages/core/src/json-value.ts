import { setMember } from './set-member.ts';

/** Whatever JSON can hold. RFC 8259 */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

const maxDepth = 64;
const maxValues = 100_000;

/**
 * A copy of `value` that JSON can hold, or undefined if nothing of it can. Every part that had to be changed or left out
 * is added to `notes` by its path. Never throws; bounded in depth and size.
 */
export function toJsonValue(value: unknown, path: string, notes: string[]): JsonValue | undefined {
  return copy(value, path, { notes, ancestors: [], values: 0 });
}

interface Walk {
  readonly notes: string[];
  readonly ancestors: object[];
  values: number;
}

function copy(value: unknown, path: string, walk: Walk): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      walk.notes.push(`the member "${path}" is ${value}, sent as null`);
      return null;
    case 'bigint':
      walk.notes.push(`the member "${path}" is a BigInt, sent as a string`);
      return String(value);
    case 'undefined':
      return undefined;
    case 'object':
      return value === null ? null : copyObject(value, path, walk);
    default:
      return leaveOut(`is a ${typeof value}`, path, walk);
  }
}

function leaveOut(why: string, path: string, walk: Walk): undefined {
  walk.notes.push(`the member "${path}" ${why} and was left out`);
  return undefined;
}

/** Counts a value; false for one too many, which is noted. */
function fits(path: string, walk: Walk): boolean {
  if (++walk.values <= maxValues) return true;
  leaveOut('is one too many', path, walk);
  return false;
}

function copyObject(value: object, path: string, walk: Walk): JsonValue | undefined {
  if (walk.ancestors.includes(value)) return leaveOut('is a cycle', path, walk);
  if (walk.ancestors.length >= maxDepth) return leaveOut('is nested too deeply', path, walk);
  if (!fits(path, walk)) return undefined;
  walk.ancestors.push(value);
  try {
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') return copy(toJSON.call(value, path), path, walk);
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return copy(value.valueOf(), path, walk);
    }
    return Array.isArray(value) ? copyArray(value, path, walk) : copyMembers(value, path, walk);
  } catch {
    return leaveOut('threw when it was read', path, walk);
  } finally {
    walk.ancestors.pop();
  }
}

function copyArray(value: readonly unknown[], path: string, walk: Walk): JsonValue {
  const items: JsonValue[] = [];
  for (let index = 0; index < value.length; index++) {
    const item = `${path}.${index}`;
    if (!fits(item, walk)) break;
    items.push(copyMember(value, index, item, walk) ?? null);
  }
  return items;
}

function copyMembers(value: object, path: string, walk: Walk): JsonValue {
  const members: Record<string, JsonValue> = {};
  for (const name of Object.keys(value)) {
    const member = `${path}.${name}`;
    if (!fits(member, walk)) break;
    const json = copyMember(value, name, member, walk);
    if (json !== undefined) setMember(members, name, json);
  }
  return members;
}

function copyMember(owner: object, key: string | number, path: string, walk: Walk): JsonValue | undefined {
  let value: unknown;
  try {
    value = (owner as Record<string | number, unknown>)[key];
  } catch {
    return leaveOut('threw when it was read', path, walk);
  }
  return copy(value, path, walk);
}
