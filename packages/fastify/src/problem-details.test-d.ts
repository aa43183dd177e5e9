import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import { describe, expectTypeOf, it } from 'vitest';
import {
  checkExpectation,
  clientErrorHandler,
  Conflict,
  frameworkErrors,
  isHttpError,
  problemDetails,
  type ProblemDetailsOptions,
} from './index.ts';

describe('problemDetails', () => {
  it('infers the request in every hook', () => {
    void fastify().register(problemDetails, {
      onError: ({ error, request }) => {
        expectTypeOf(error).toBeUnknown();
        expectTypeOf(request.native).toEqualTypeOf<FastifyRequest>();
        request.native.log.error({ err: error });
      },
      customize: (problem, { request }) => ({ ...problem, requestId: request.native.id }),
      map: [(error) => (error instanceof RangeError ? new Conflict() : undefined)],
      validationStatus: 400,
    });
  });

  it('takes the options of register, and a prefix alone', () => {
    void fastify().register(problemDetails);
    void fastify().register(problemDetails, { prefix: '/api' });
    void fastify().register(problemDetails, { prefix: '/api', logLevel: 'warn', debug: true });
  });

  it('refuses options that it does not have', () => {
    // @ts-expect-error a misspelt option
    void fastify().register(problemDetails, { debugg: true });
    // @ts-expect-error no validation status
    void fastify().register(problemDetails, { validationStatus: 409 });
  });

  it('takes options that were made elsewhere', () => {
    const options: ProblemDetailsOptions<FastifyRequest> = { onError: ({ request }) => request.native.log };
    void fastify().register(problemDetails, options);
    fastify().server.on('checkExpectation', checkExpectation(options));
  });

  it('fits every server that Fastify makes', () => {
    void fastify({ frameworkErrors, clientErrorHandler }).register(problemDetails);
    void fastify({ https: {}, frameworkErrors, clientErrorHandler }).register(problemDetails);
    void fastify({ http2: true, frameworkErrors, clientErrorHandler }).register(problemDetails);
    void fastify({ http2: true, https: {}, frameworkErrors, clientErrorHandler }).register(problemDetails);
    void fastify({ logger: true, frameworkErrors, clientErrorHandler }).register(problemDetails);
  });

  it('fits a scope', () => {
    void fastify().register(
      async (api: FastifyInstance) => {
        await api.register(problemDetails, { challenge: 'Basic realm="api"' });
      },
      { prefix: '/api' },
    );
  });
});

describe('the errors of core', () => {
  it('come from the same package', () => {
    const error: unknown = new Conflict();
    if (isHttpError(error, Conflict)) expectTypeOf(error.status).toEqualTypeOf<409>();
  });
});
