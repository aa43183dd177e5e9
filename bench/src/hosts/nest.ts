import 'reflect-metadata';
import type { Server } from 'node:http';
import { nest } from '@common-sense/error-iq';
import {
  Catch,
  ConflictException,
  Controller,
  Get,
  Module,
  Res,
  type ArgumentsHost,
  type ExceptionFilter,
  type INestApplication,
  type Type,
} from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { ProblemDetailsFilter } from '@statusquo/nestjs';
import { HttpExceptionFilter } from 'nest-problem-details-filter';
import { message } from '../message.js';
import { conflict, notFound, type ByHand } from './by-hand.js';
import { fiveAwaits } from './five-awaits.js';
import type { Host, Start } from './host.js';
import { throwBare, throwConflict, throwIqConflict } from './throw-conflict.js';

/** Nest on a platform, whose reply `write` knows. */
export function nestHost(
  createAdapter: () => AbstractHttpAdapter,
  write: (reply: never, answer: ByHand, text: string) => void,
  set: (app: INestApplication) => void = () => undefined,
): Host {
  @Controller('orders')
  class WrittenByHand {
    @Get('42')
    async ship(@Res() reply: never): Promise<void> {
      write(reply, conflict, await fiveAwaits(conflict.text));
    }
  }

  @Catch()
  class AnswerByHand implements ExceptionFilter {
    readonly #answer: ByHand;

    constructor(answer: ByHand) {
      this.#answer = answer;
    }

    catch(_error: unknown, host: ArgumentsHost): void {
      write(host.switchToHttp().getResponse(), this.#answer, this.#answer.text());
    }
  }

  const start =
    (controller: Type, filter?: (host: HttpAdapterHost) => ExceptionFilter, isByHand = false): Start =>
    async () => {
      const app = await NestFactory.create(moduleOf(controller), createAdapter(), { logger: false });
      if (isByHand) set(app);
      if (filter !== undefined) app.useGlobalFilters(filter(app.get(HttpAdapterHost)));
      await app.listen(0, '127.0.0.1');
      return app.getHttpServer() as Server;
    };

  return {
    handWritten: start(WrittenByHand, undefined, true),
    bareThrow: start(throwing(throwBare), () => new AnswerByHand(conflict), true),
    handWritten404: start(WrittenByHand, () => new AnswerByHand(notFound), true),
    statusquo: start(throwing(throwConflict), (host) => new ProblemDetailsFilter({}, host)),
    ownWay: start(throwing(throwException)),
    packages: {
      '@common-sense/error-iq': start(throwing(throwIqConflict), () => new nest.ProblemFilter()),
      'nest-problem-details-filter': start(throwing(throwException), (host) => new HttpExceptionFilter(host)),
    },
  };
}

function throwing(innermost: () => never): Type {
  @Controller('orders')
  class Throwing {
    @Get('42')
    ship(): Promise<never> {
      return fiveAwaits(innermost);
    }
  }
  return Throwing;
}

function moduleOf(controller: Type): Type {
  @Module({ controllers: [controller] })
  class AppModule {}
  return AppModule;
}

function throwException(): never {
  throw new ConflictException(message);
}
