import { createResponder, type HostDefaults, type ProblemDetailsOptions, type Report } from '@statusquo/core';
import { requestView, responseView, type NodeRequest, type NodeResponse } from './node-views.ts';
import { send } from './send.ts';

/** Answers an error on a request and a response of Node. Never throws. */
export type NodeResponder<Request extends NodeRequest> = (
  error: unknown,
  request: Request,
  response: NodeResponse,
) => void;

/**
 * Makes the function that answers errors for hosts whose request and response are those of Node.
 *
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function createNodeResponder<Request extends NodeRequest>(
  options: ProblemDetailsOptions<Request> = {},
  host: HostDefaults<Request> = { log: consoleLog },
): NodeResponder<Request> {
  const respond = createResponder(options, host);
  return (error, request, response) => {
    send(respond(error, requestView(request), responseView(request, response)), response);
  };
}

/** The default channel of hosts that have none of their own: the error as it was thrown, on `console.error`. */
export function consoleLog(report: Report): void {
  // oxlint-disable-next-line no-console -- This is the log of hosts that have no other.
  console.error(report.error);
}
