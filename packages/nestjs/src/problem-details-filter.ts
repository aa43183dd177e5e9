import { Catch, Inject, Optional, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost, ModulesContainer, type AbstractHttpAdapter } from '@nestjs/core';
import {
  createResponder,
  nothingSent,
  unmatched,
  type ProblemDetailsOptions,
  type Respond,
} from '@statusquo/core';
import { fromFastifyValidation } from '@statusquo/fastify/internal';
import { deliver, passOn, viewOf } from './contexts.ts';
import { createHttpAnswerer, isHttpResponse, type HttpAnswerer, type HttpRequest } from './http.ts';
import { log } from './log.ts';
import { mappedByNest } from './mapped-by-nest.ts';
import { optionsToken } from './options-token.ts';
import { looksUnrouted, originOf, watchAdapter } from './routing.ts';
import { invalidValues } from './validation-pipe.ts';

/**
 * Answers every exception of a Nest application as a problem document, on Express and on Fastify. Installed by
 * `ProblemDetailsModule`, or in main.ts: `app.useGlobalFilters(new ProblemDetailsFilter(options, app.get(HttpAdapterHost)))`.
 * Other transports get the problem their own way: RPC as the error of the reply, WebSocket as an `exception` event (on a
 * gateway with `@UseFilters(ProblemDetailsFilter)`, as Nest has no global filters there); GraphQL gets the exception itself.
 */
@Catch()
export class ProblemDetailsFilter<NativeRequest = unknown> implements ExceptionFilter {
  readonly #options: ProblemDetailsOptions;
  readonly #respond: Respond;
  readonly #answer: HttpAnswerer;
  #isWatching = false;

  /**
   * @param adapterHost Lets the filter see what Nest answers by itself: unknown routes, wrong methods, files that cannot be
   * read.
   * @param modules Lets it see which routes are bound to a host.
   * @throws {TypeError} if an option is unknown, or has a value it cannot have.
   */
  constructor(
    @Optional() @Inject(optionsToken) options: ProblemDetailsOptions<NativeRequest> = {},
    @Optional() @Inject(HttpAdapterHost) adapterHost?: HttpAdapterHost,
    @Optional() @Inject(ModulesContainer) modules?: ModulesContainer,
  ) {
    // Which platform it is, and so what a native request is, the user says.
    this.#options = options as ProblemDetailsOptions;
    this.#respond = createResponder(this.#options, {
      log,
      rules: [invalidValues, fromFastifyValidation, mappedByNest],
    });
    this.#answer = createHttpAnswerer(this.#respond);
    // In a test module, the adapter comes after the providers; a microservice has none.
    adapterHost?.init$.subscribe(() => this.#watch(adapterHost.httpAdapter, modules));
  }

  #watch(adapter: AbstractHttpAdapter | null, modules: ModulesContainer | undefined): void {
    if (adapter === null) return;
    this.#isWatching = true;
    watchAdapter(adapter, this.#answer, this.#options, modules);
  }

  catch(exception: unknown, host: ArgumentsHost): unknown {
    const [request, response] = host.getArgs<[HttpRequest, unknown]>();
    // What other libraries run without a name for its kind is `http` too.
    if (host.getType() === 'http' && isHttpResponse(response)) {
      const isUnrouted = !this.#isWatching && looksUnrouted(exception, request);
      this.#answer(isUnrouted ? unmatched() : originOf(exception, request), request, response);
      return undefined;
    }
    if (passOn(exception, host)) return undefined;
    const view = viewOf(host);
    const { problem } = this.#respond(exception, view, nothingSent).report;
    return deliver(problem, exception, host);
  }
}
