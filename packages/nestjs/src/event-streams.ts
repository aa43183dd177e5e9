import {
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type HttpServer,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector, type ModulesContainer } from '@nestjs/core';
import { catchError, EMPTY, throwError, type Observable } from 'rxjs';
import { routeMethodsOf } from './host-bound.ts';
import { isFastifys, nodesOf, type HttpAnswerer, type HttpRequest, type HttpResponse } from './http.ts';

// @nestjs/common, constants.js: what `@Sse()` and `@UseInterceptors()` leave.
const sseKey = '__sse__';
const interceptorsKey = '__interceptors__';
const reflector = new Reflector();

/** Who answers, by the app of the platform: the interceptor is one for all. */
const answerers = new WeakMap<object, HttpAnswerer>();

/**
 * Cuts the `@Sse()` streams that fail once they have begun. Nest would write the message of the error into them, no filter
 * would hear of it, and the end would look clean: router-response-controller.js, sse.
 */
export function cutEventStreams(modules: ModulesContainer, adapter: HttpServer, answer: HttpAnswerer): void {
  answerers.set(adapter.getInstance() as object, answer);
  for (const method of routeMethodsOf(modules)) {
    if (reflector.get<boolean | undefined>(sseKey, method) !== true) continue;
    const others = reflector.get<readonly unknown[] | undefined>(interceptorsKey, method) ?? [];
    // In front of the method's own, so that what they make of an error counts.
    if (!others.includes(interceptor)) SetMetadata(interceptorsKey, [interceptor, ...others])(method);
  }
}

const interceptor: NestInterceptor = {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const [request, response] = context.getArgs<[HttpRequest, HttpResponse]>();
    return next.handle().pipe(
      catchError((error: unknown) => {
        const answer = answererFor(request);
        const { headersSent } = nodesOf(response);
        // A filter can still answer.
        if (answer === undefined || !headersSent) return throwError(() => error);
        answer(error, request, response);
        return EMPTY;
      }),
    );
  },
};

function answererFor(request: HttpRequest): HttpAnswerer | undefined {
  // Express has its app on the prototype of a request; on the request itself, it may be of the user's.
  const { app } = Object.getPrototypeOf(request) as { readonly app?: object };
  return answerers.get((isFastifys(request) ? request.server : app) ?? {});
}
