import { message } from './message.js';

/** What nothing can be cheaper than: no Error, no stack, no options. */
export class PhysicalLimit {
  readonly status = 409;
  readonly title = 'Conflict';
  readonly detail: string;

  constructor(detail: string) {
    this.detail = detail;
  }
}

class BareError extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** What no error with a class of its status and a common base can be cheaper than: a stack, and one field. */
export class BareConflict extends BareError {
  constructor(detail: string) {
    super(409, detail);
  }
}

/** The same without a stack, which is a matter of a global of V8's. */
export function bareConflictWithoutStack(): BareConflict {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const error = new BareConflict(message);
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}

/** What no document can be cheaper than: one text beside another. */
export function concatenate(detail: string): string {
  return `{"type":"about:blank","title":"Conflict","status":409,"detail":"${detail}"}`;
}
