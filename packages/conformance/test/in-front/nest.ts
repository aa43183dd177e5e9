import 'reflect-metadata';
import fastifyCompress from '@fastify/compress';
import fastifyHelmet from '@fastify/helmet';
import {
  Controller,
  Get,
  Header,
  Module,
  RequestTimeoutException,
  StreamableFile,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type INestApplication,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import type { Report } from '@statusquo/core';
import { clientErrorHandler, frameworkErrors } from '@statusquo/fastify';
import { ProblemDetailsModule } from '@statusquo/nestjs';
import compression from 'compression';
import helmet from 'helmet';
import type { Server } from 'node:http';
import { catchError, throwError, timeout, TimeoutError, type Observable } from 'rxjs';
import { addressOf, closeServer, type Running } from '../host.ts';
import { failing, large, limit, origin, patience, small, tooLong, type Front } from './front.ts';

/** The interceptor of Nest's documentation. */
class Timeout implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      timeout(patience),
      catchError((error: unknown) =>
        throwError(() => (error instanceof TimeoutError ? new RequestTimeoutException() : error)),
      ),
    );
  }
}

@Controller()
class FrontController {
  @Get('large')
  large(): never {
    return large();
  }

  @Get('small')
  small(): never {
    return small();
  }

  @Get('late')
  late(): StreamableFile {
    return new StreamableFile(failing());
  }

  @Get('never')
  @Header('Content-Type', 'text/plain')
  never(): StreamableFile {
    return new StreamableFile(failing(0));
  }

  @Get('leftovers')
  @Header('ETag', '"v7"')
  @Header('Cache-Control', 'public')
  @Header('Content-Type', 'text/csv')
  leftovers(): never {
    return small();
  }

  @Get('slow')
  @UseInterceptors(new Timeout())
  async slow(): Promise<string> {
    await tooLong();
    return 'too late';
  }

  @Get('limited')
  @UseGuards(ThrottlerGuard)
  limited(): string {
    return 'fine';
  }
}

function moduleWith(onError: (report: Report) => void): Type {
  @Module({
    imports: [ProblemDetailsModule.forRoot({ onError }), ThrottlerModule.forRoot([{ ttl: 60_000, limit }])],
    controllers: [FrontController],
  })
  class FrontModule {}
  return FrontModule;
}

async function run(app: INestApplication): Promise<Running> {
  app.enableCors({ origin });
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer() as Server;
  const close = async (): Promise<void> => {
    await closeServer(server);
    await app.close();
  };
  return { port: addressOf(server).port, close };
}

export const nestOnExpress: Front = {
  host: 'nest-express',
  with: ['compression', 'CORS', 'ETag', 'security headers', 'rate limit'],
  timesOut: 408,
  async start(onError) {
    const app = await NestFactory.create(moduleWith(onError), new ExpressAdapter(), { logger: false });
    app.use(compression(), helmet());
    return run(app);
  },
};

export const nestOnFastify: Front = {
  host: 'nest-fastify',
  with: ['compression', 'CORS', 'security headers', 'rate limit'],
  timesOut: 408,
  async start(onError) {
    const adapter = new FastifyAdapter({ frameworkErrors, clientErrorHandler });
    const app = await NestFactory.create<NestFastifyApplication>(moduleWith(onError), adapter, {
      logger: false,
    });
    await app.register(fastifyCompress);
    await app.register(fastifyHelmet);
    return run(app);
  },
};
