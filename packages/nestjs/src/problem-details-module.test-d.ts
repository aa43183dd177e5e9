import type { DynamicModule } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import type { Request } from 'express';
import type { FastifyRequest } from 'fastify';
import { describe, expectTypeOf, it } from 'vitest';
import {
  Conflict,
  ProblemDetailsFilter,
  ProblemDetailsModule,
  validationPipe,
  type ProblemDetails,
  type Report,
} from './index.ts';

declare const adapterHost: HttpAdapterHost;

class Settings {
  readonly debug = false;
}

describe('ProblemDetailsModule', () => {
  it('infers what the hooks get', () => {
    const module = ProblemDetailsModule.forRoot({
      map: [(error) => (error instanceof RangeError ? new Conflict() : undefined)],
      onError(report) {
        expectTypeOf(report).toEqualTypeOf<Report>();
        expectTypeOf(report.request.native).toBeUnknown();
      },
      customize(problem, { request, languages }) {
        expectTypeOf(problem).toEqualTypeOf<ProblemDetails>();
        expectTypeOf(request.header('x-request-id')).toEqualTypeOf<string | undefined>();
        expectTypeOf(languages).toEqualTypeOf<readonly string[]>();
      },
    });
    expectTypeOf(module).toEqualTypeOf<DynamicModule>();
  });

  it('is told the request of the platform', () => {
    ProblemDetailsModule.forRoot<Request>({
      onError: ({ request }) => expectTypeOf(request.native).toEqualTypeOf<Request>(),
    });
    ProblemDetailsModule.forRootAsync<FastifyRequest>({
      useFactory: () => ({
        onError: ({ request }) => expectTypeOf(request.native).toEqualTypeOf<FastifyRequest>(),
      }),
    });
  });

  it('takes what is injected without a cast', () => {
    ProblemDetailsModule.forRootAsync({
      inject: [Settings],
      useFactory: ({ debug }: Settings) => ({ debug }),
    });
    ProblemDetailsModule.forRootAsync({
      inject: [Settings],
      useFactory: async ({ debug }: Settings) => Promise.resolve({ debug }),
    });
  });

  it('refuses options that it does not have', () => {
    // @ts-expect-error: there is no such option.
    ProblemDetailsModule.forRoot({ onErrors: () => undefined });
    // @ts-expect-error: no other status is for validation.
    ProblemDetailsModule.forRoot({ validationStatus: 500 });
    // @ts-expect-error: hooks that map are synchronous.
    ProblemDetailsModule.forRoot({ map: [async () => Promise.resolve(new Conflict())] });
  });
});

describe('ProblemDetailsFilter', () => {
  it('takes what the module takes', () => {
    expectTypeOf(new ProblemDetailsFilter()).toEqualTypeOf<ProblemDetailsFilter>();
    new ProblemDetailsFilter<Request>({
      onError: ({ request }) => expectTypeOf(request.native).toEqualTypeOf<Request>(),
    });
    new ProblemDetailsFilter({}, adapterHost);
    // @ts-expect-error: there is no such option.
    new ProblemDetailsFilter({ onErrors: () => undefined });
  });
});

describe('validationPipe', () => {
  it('takes the options of ValidationPipe, but for those that shape its error', () => {
    validationPipe({ whitelist: true, transform: true });
    // @ts-expect-error: `validationStatus` of the module decides.
    validationPipe({ errorHttpStatusCode: 422 });
    // @ts-expect-error: the error is ours.
    validationPipe({ exceptionFactory: () => new Error() });
  });
});
