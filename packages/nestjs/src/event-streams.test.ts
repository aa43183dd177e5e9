import 'reflect-metadata';
import {
  Controller,
  Get,
  Sse,
  UnauthorizedException,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type MessageEvent,
  type NestInterceptor,
} from '@nestjs/common';
import { catchError, concat, NEVER, of, throwError, timer, type Observable } from 'rxjs';
import { delay, map, mergeMap } from 'rxjs/operators';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { moduleOf, platforms, reporting, serve } from '../test/serve.ts';

const first = of({ data: 'first' }).pipe(delay(20));

function failing(error: unknown): Observable<MessageEvent> {
  return concat(first, timer(20).pipe(mergeMap(() => throwError(() => error))));
}

class Apology implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError(() => of({ data: 'sorry' })));
  }
}

@Controller()
class EventsController {
  @Sse('bug')
  bug(): Observable<MessageEvent> {
    return failing(new Error('the password is hunter2'));
  }

  @Sse('exception')
  exception(): Observable<MessageEvent> {
    return failing(new UnauthorizedException('The token has expired.'));
  }

  @Sse('sdk')
  sdk(): Observable<MessageEvent> {
    return failing(Object.assign(new Error('hunter2'), { statusCode: 403 }));
  }

  @Sse('before')
  before(): Observable<MessageEvent> {
    return throwError(() => new Error('the password is hunter2'));
  }

  @Sse('handled')
  @UseInterceptors(new Apology())
  handled(): Observable<MessageEvent> {
    return failing(new Error('the password is hunter2'));
  }

  @Sse('good')
  good(): Observable<MessageEvent> {
    return concat(first, first.pipe(map(() => ({ data: 'second' }))));
  }

  @Sse('endless')
  endless(): Observable<MessageEvent> {
    return concat(first, NEVER);
  }

  @Get('fine')
  fine(): string {
    return 'fine';
  }
}

describe.each(platforms)('an @Sse() stream on %s', (platform) => {
  const start = async () => {
    const { reports, module } = reporting();
    const { ask, port } = await serve(
      platform,
      moduleOf({ imports: [module], controllers: [EventsController] }),
    );
    return { reports, ask, port };
  };

  it.each([
    ['bug', 500],
    ['exception', 401],
    ['sdk', 500],
  ])('is cut when it fails after its head, and tells nothing: %s', async (path, status) => {
    const { reports, ask } = await start();
    const answer = await ask(`/${path}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('data: first\n');
    expect(answer.body).not.toContain('event: error');
    expect(answer.body).not.toContain('hunter2');
    expect(answer.complete).toBe(false);
    expect(reports.map((report) => [report.kind, report.status])).toEqual([['late', status]]);
    expect((await ask('/fine')).body).toBe('fine');
  });

  it.each(['raw', 'app'])('is cut where the app has something of its own called %s', async (name) => {
    const { reports, module } = reporting();
    const { ask } = await serve(platform, moduleOf({ imports: [module], controllers: [EventsController] }), {
      prepare: (app) => {
        const keep: NestInterceptor = {
          intercept(context, next) {
            for (const object of context.getArgs<[object, object]>().slice(0, 2))
              if (!(name in object) || name === 'app') Object.assign(object, { [name]: 'web' });
            return next.handle();
          },
        };
        app.useGlobalInterceptors(keep);
      },
    });
    const answer = await ask('/bug');
    expect(answer.body).toContain('data: first\n');
    expect(answer.body).not.toContain('hunter2');
    expect(answer.complete).toBe(false);
    expect(reports).toMatchObject([{ kind: 'late', status: 500 }]);
  });

  it('is answered when it fails before its head', async () => {
    const { reports, ask } = await start();
    const answer = await ask('/before');
    expect(answer.status).toBe(500);
    expect(answer.body).toBe('{"type":"about:blank","title":"Internal Server Error","status":500}');
    expect(reports.map(({ kind }) => kind)).toEqual(['thrown']);
  });

  it.each([
    ['handled', 'sorry'],
    ['good', 'second'],
  ])('is left alone when it does not fail: %s', async (path, text) => {
    const { reports, ask } = await start();
    const answer = await ask(`/${path}`);
    expect(answer.complete).toBe(true);
    expect(answer.body).toContain(`data: ${text}\n`);
    expect(reports).toEqual([]);
  });

  it('is no error when its client leaves', async () => {
    const { reports, port } = await start();
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /endless HTTP/1.1\r\nHost: a\r\n\r\n'));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reports).toEqual([]);
  });
});
