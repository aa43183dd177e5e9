import { expectBody, type ContentRule } from '@bookshop/domain';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import getRawBody from 'raw-body';
import type { Observable } from 'rxjs';
import { nodeRequest, type Request } from './http.ts';

/** Reads a body as bytes once the guards are content: Nest's own parser comes before them. */
export class ReadBody implements NestInterceptor {
  readonly #rule: ContentRule;

  constructor(rule: ContentRule) {
    this.#rule = rule;
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = nodeRequest(context);
    expectBody(request, this.#rule);
    const { limit } = this.#rule;
    const length = request.headers['content-length'] ?? null;
    context.switchToHttp().getRequest<Request>().bytes = await getRawBody(request, { limit, length });
    return next.handle();
  }
}
