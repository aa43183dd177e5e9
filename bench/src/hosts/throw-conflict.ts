import { Conflict as IqConflict } from '@common-sense/error-iq';
import { Conflict } from '@statusquo/core';
import { message } from '../message.js';
import { bareConflictWithoutStack } from '../physical-limit.js';

/** What the innermost function does with ours. */
export function throwConflict(): never {
  throw new Conflict(message);
}

/** The least that can be thrown. */
export function throwBare(): never {
  throw bareConflictWithoutStack();
}

/** The same with an error of error-iq. */
export function throwIqConflict(): never {
  throw new IqConflict({ detail: message });
}
