import 'reflect-metadata';
import * as forFastify from '@statusquo/fastify';
import { ProblemDetailsModule, validationPipe } from '@statusquo/nestjs';
import {
  Body,
  Controller,
  Get,
  Module,
  Req,
  RequestMapping,
  RequestMethod,
  Res,
  StreamableFile,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
  type MiddlewareConsumer,
  type NestModule,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type as TypeOf } from 'class-transformer';
import { IsInt, IsString, Min, ValidateNested } from 'class-validator';
import type { Request, Response } from 'express';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { throwError } from 'rxjs';
import type { Case, Route } from '../../src/case.ts';
import { addressOf, closeServer, methodsOf, pathBelow, playsAt, proceed, type Host } from '../host.ts';
import { nodeStage } from '../node-stage.ts';
import type { Options } from '../options.ts';
import { play, type Stage } from '../play.ts';
import { expressStage } from './express.ts';
import { fastifyStage } from './fastify.ts';

/** Nest 12 on Express. */
export const nestExpress: Host = {
  name: 'nest-express',
  async start(cases, options) {
    const app = await NestFactory.create<NestExpressApplication>(
      appModule(cases, options, (request, response) =>
        expressStage(request as Request, response as Response, () => undefined),
      ),
      new ExpressAdapter(),
      { logger: false, bodyParser: false },
    );
    app.useBodyParser('json', { limit: 1000 });
    return run(app, app.getHttpServer());
  },
};

/** Nest 12 on Fastify, which gets the two constants of its own adapter. */
export const nestFastify: Host = {
  name: 'nest-fastify',
  async start(cases, options) {
    const { frameworkErrors, clientErrorHandler: onClientError } = forFastify;
    const app = await NestFactory.create<NestFastifyApplication>(
      appModule(cases, options, (request, reply) =>
        fastifyStage(request as FastifyRequest, reply as FastifyReply),
      ),
      new FastifyAdapter({ frameworkErrors, clientErrorHandler: onClientError, bodyLimit: 1000 }),
      { logger: false },
    );
    return run(app, app.getHttpServer());
  },
};

async function run(
  app: NestExpressApplication | NestFastifyApplication,
  server: Server,
): ReturnType<Host['start']> {
  await app.listen(0, '127.0.0.1');
  const close = async (): Promise<void> => {
    await closeServer(server);
    await app.close();
  };
  return { port: addressOf(server).port, close };
}

/** Turns what the platform gives a handler into a stage. */
type StageOf = (request: unknown, response: unknown) => Stage;

function appModule(cases: readonly Case[], options: Options, stageOf: StageOf): Type {
  class AppModule implements NestModule {
    configure(consumer: MiddlewareConsumer): void {
      consumer
        .apply(
          (
            request: IncomingMessage & { originalUrl?: string },
            response: ServerResponse,
            next: () => void,
          ): unknown => {
            const route = playsAt(cases, 'middleware', request.originalUrl ?? request.url ?? '')?.route;
            if (route === undefined) return next();
            return proceed(play(route, { ...nodeStage(response), ...unusedInMiddleware }), next);
          },
        )
        .forRoutes('*path');
    }
  }
  Module({ imports: [ProblemDetailsModule.forRoot(options)], controllers: controllers(cases, stageOf) })(
    AppModule,
  );
  return AppModule;
}

// Middleware of Nest gets the request and response of Node, on both platforms.
const unusedInMiddleware: Pick<Stage, 'json' | 'validate' | 'stream'> = {
  json: () => Promise.resolve(),
  validate: () => Promise.resolve(),
  stream: () => undefined,
};

class Address {
  street!: string;
}

class Order {
  quantity!: number;
  address!: Address;
}

// The decorators are called, since the table is data: what they would be in a source file.
IsString()(Address.prototype, 'street');
IsInt()(Order.prototype, 'quantity');
Min(1)(Order.prototype, 'quantity');
ValidateNested()(Order.prototype, 'address');
TypeOf(() => Address)(Order.prototype, 'address');

/** One controller for each prefix. */
function controllers(cases: readonly Case[], stageOf: StageOf): Type[] {
  class TableController {
    fine(): string {
      return 'fine';
    }
  }
  decorate(TableController, 'fine', Get('/fine'));
  const byPrefix = new Map<string, Type>([['', TableController]]);
  for (const row of cases) {
    if (row.route === undefined) continue;
    const prefix = row.route.below?.join('') ?? '';
    const controllerClass = byPrefix.get(prefix) ?? class PrefixedController {};
    byPrefix.set(prefix, controllerClass);
    addRoute(controllerClass, row, row.route, stageOf);
  }
  for (const [prefix, controllerClass] of byPrefix) Controller(prefix)(controllerClass);
  return [...byPrefix.values()];
}

function addRoute(controllerClass: Type, row: Case, route: Route, stageOf: StageOf): void {
  const { prototype } = controllerClass as { prototype: object };
  const streams = route.steps?.some(([call]) => call === 'stream') === true;
  const validates = route.steps?.some(([call]) => call === 'validate') === true;
  for (const method of methodsOf(route)) {
    const key = `${method} ${row.name}`;
    const value = (request: unknown, response: unknown): unknown =>
      play(route, nestStage(stageOf(request, response)));
    Object.defineProperty(prototype, key, { value, configurable: true, writable: true });
    Req()(prototype, key, 0);
    // Nest sends a stream only if the handler leaves the response to it.
    Res({ passthrough: streams })(prototype, key, 1);
    if (validates) {
      Body(validationPipe())(prototype, key, 2);
      Reflect.defineMetadata('design:paramtypes', [Object, Object, Order], prototype, key);
    }
    decorate(controllerClass, key, RequestMapping({ path: pathBelow(row), method: RequestMethod[method] }));
    decorate(controllerClass, key, UseGuards(guard(row, stageOf)));
  }
}

function decorate(controllerClass: Type, key: string, decorator: MethodDecorator): void {
  const { prototype } = controllerClass as { prototype: object };
  const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
  if (descriptor !== undefined) decorator(prototype, key, descriptor);
}

function guard({ route }: Case, stageOf: StageOf): CanActivate {
  return {
    async canActivate(context: ExecutionContext): Promise<boolean> {
      const http = context.switchToHttp();
      if (route?.where === 'guard') await play(route, stageOf(http.getRequest(), http.getResponse()));
      return true;
    },
  };
}

/** Nest's own ways, where it has them. */
function nestStage(platform: Stage): Stage {
  return {
    ...platform,
    validate: () => Promise.resolve(),
    stream: (stream) => new StreamableFile(Readable.from(stream)),
    pass: (error) => throwError(() => error),
  };
}
