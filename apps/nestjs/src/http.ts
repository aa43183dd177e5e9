import type { User } from '@bookshop/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { MethodNotAllowed } from '@statusquo/nestjs';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the requests of both platforms have, beside what guards and interceptors put there. */
export interface Request {
  readonly headers: IncomingMessage['headers'];
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  /** Node's own request, where the platform wraps it. */
  readonly raw?: IncomingMessage;
  user?: User;
  bytes?: Buffer;
}

/** What the responses of both platforms have. */
export interface Response {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

/** The request of Node behind that of the platform. */
export function nodeRequest(context: ExecutionContext): IncomingMessage {
  const request = context.switchToHttp().getRequest<Request & IncomingMessage>();
  return request.raw ?? request;
}

/** The user behind `SignedIn`. */
export const CurrentUser = createParamDecorator((_data: undefined, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<Request>().user;
});

/** The body behind `ReadBody`, as bytes. */
export const Bytes = createParamDecorator((_data: undefined, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<Request>().bytes;
});

/** Middleware of a path that can only be read. OPTIONS is for the platform to answer. */
export function onlyGet({ method }: IncomingMessage, _response: ServerResponse, next: () => void): void {
  if (!['GET', 'HEAD', 'OPTIONS'].includes(method ?? '')) throw new MethodNotAllowed({ allow: ['GET'] });
  next();
}
