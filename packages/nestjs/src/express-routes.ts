import type { HttpServer } from '@nestjs/common';
import { expressMethods, type ExpressRequest } from '@statusquo/node';
import { boundHandler, servesHost } from './host-bound.ts';
import type { HttpRequest } from './http.ts';

/** Under this name a handler keeps the question whether it serves the version of a request. */
const versioned = Symbol('@statusquo/nestjs/versioned');

interface Versioned {
  readonly [versioned]?: (request: HttpRequest) => boolean;
}

/** The middleware that Nest mounts as routes of Express: `consumer.apply(…).forRoutes({ path, method })`. */
const middleware = new WeakSet();

/** Learns what Nest checks within its routes, before it makes them. */
export function watchRoutes(adapter: HttpServer): void {
  const applyVersionFilter = adapter.applyVersionFilter.bind(adapter);
  adapter.applyVersionFilter = (handler, version, options) => {
    const check = applyVersionFilter(() => undefined, version, options);
    const serves = (request: HttpRequest): boolean => {
      let isServed = true;
      check(request, undefined, () => void (isServed = false));
      return isServed;
    };
    // A symbol goes along where Nest wraps the handler: router-explorer.js, `onRouteTriggered`.
    return Object.assign(applyVersionFilter(handler, version, options), { [versioned]: serves });
  };
  const createMiddlewareFactory = adapter.createMiddlewareFactory.bind(adapter);
  adapter.createMiddlewareFactory = async (method) => {
    const mount = await createMiddlewareFactory(method);
    return (path, callback) => {
      middleware.add(callback);
      return mount(path, callback) as unknown;
    };
  };
}

/** The methods of the routes that match the path of a request, its host and its version; none where that cannot be known. */
export function methodsOnExpress(adapter: HttpServer, request: HttpRequest): readonly string[] {
  return expressMethods(request as unknown as ExpressRequest, {
    serves(handler: Versioned) {
      if (middleware.has(handler) || handler[versioned]?.(request) === false) return false;
      const bound = boundHandler(handler);
      return bound === undefined || servesHost(bound, adapter.getRequestHostname?.(request) ?? '');
    },
  });
}
