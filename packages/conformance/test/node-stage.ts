import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import type { Stage } from './play.ts';

type Parser = (
  request: IncomingMessage & { body?: unknown },
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** What the responses of HTTP/1.1 and of HTTP/2 have in common. */
type AnyResponse = Pick<ServerResponse, 'destroyed' | 'statusCode'> & {
  /** The types of HTTP/2 leave it out. */
  flushHeaders?(): void;
  setHeader(name: string, value: string | readonly string[]): unknown;
  write(text: string): unknown;
  end(text: string): unknown;
  writeEarlyHints(hints: { readonly link: string }): unknown;
  once(event: 'close', listener: (value?: unknown) => void): unknown;
};

/** What plain Node offers to a route; hosts on top of it replace what their framework does its own way. */
export function nodeStage(response: AnyResponse): Omit<Stage, 'json' | 'validate' | 'stream'> {
  return {
    header: (name, value) => void response.setHeader(name, value),
    status: (code) => void (response.statusCode = code),
    write: (text) => void response.write(text),
    flush: () => response.flushHeaders?.(),
    interim: () => response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' }),
    end: (text) => void response.end(text),
    left: () =>
      new Promise((resolve) => (response.destroyed ? resolve(undefined) : response.once('close', resolve))),
  };
}

/** Runs a middleware of Connect's shape, such as body-parser's. */
export async function runParser(
  parser: Parser,
  request: IncomingMessage & { body?: unknown },
  response: ServerResponse,
): Promise<unknown> {
  await promisify(parser)(request, response);
  return request.body;
}
