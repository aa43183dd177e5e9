import { createResponder, type ProblemDetailsOptions, type Report, type Respond } from '@statusquo/core';
import { nextRule } from './next-control-flow.ts';

const responders = new WeakMap<object, Respond<Request>>();

/**
 * The responder of these options, made once.
 *
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function responderFor(options: ProblemDetailsOptions<Request> = none): Respond<Request> {
  let respond = responders.get(options);
  if (respond === undefined) {
    respond = createResponder(options, { log, rules: [nextRule] });
    responders.set(options, respond);
  }
  return respond;
}

const none = {};

function log(report: Report): void {
  // oxlint-disable-next-line no-console -- The one log that all of these hosts have.
  console.error(report.error);
}
