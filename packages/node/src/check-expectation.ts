import { createResponder, ExpectationFailed, type ProblemDetailsOptions, type Report } from '@statusquo/core';
import type { IncomingMessage } from 'node:http';
import { answerAtOnce } from './answer-at-once.ts';
import { consoleLog } from './create-node-responder.ts';
import { requestView, responseView, type NodeRequest, type NodeResponse } from './node-views.ts';
import { send } from './send.ts';

/**
 * Answers an expectation other than `100-continue` with 417: `server.on('checkExpectation', checkExpectation(options))`.
 * Takes the options of any adapter; in the hooks, `native` is the request of Node. RFC 9110 §10.1.1
 * Given to `on` without a call, it has the default options.
 *
 * @param log Where a 5xx goes if there is no `onError`.
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function checkExpectation<Native = IncomingMessage>(
  options: ProblemDetailsOptions<Native> = {},
  log: (report: Report<Native>) => void = consoleLog,
): (request: NodeRequest, response: NodeResponse) => void {
  if (typeof log !== 'function') return answerAtOnce(checkExpectation(), options, log);
  const respond = createResponder(options, { log });
  return (request, response) => {
    const view = requestView(request, request as Native);
    send(respond(new ExpectationFailed(), view, responseView(request, response)), response);
  };
}
