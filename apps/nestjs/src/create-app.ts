import type { Bookshop } from '@bookshop/domain';
import type { INestApplication } from '@nestjs/common';
import { NestFactory, type AbstractHttpAdapter } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import * as fastify from '@statusquo/fastify';
import express from 'express';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AppModule } from './app-module.ts';

/** The bookshop on Nest, on the platform that the configuration names. */
export async function createApp(shop: Bookshop): Promise<INestApplication<Server>> {
  const isFastify = shop.config.nestPlatform === 'fastify';
  const app = await NestFactory.create<INestApplication<Server>>(
    AppModule.with(shop),
    isFastify ? fastifyAdapter() : expressAdapter(),
    // Bodies are read by the routes that want one; standard output is for the line that says where the server listens.
    { bodyParser: false, logger: ['error'] },
  );
  app.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
    shop.drain.refuse(response);
    next();
  });
  await app.init();
  // `listen` would do it, but the server listens by itself.
  if (isFastify) await (app.getHttpAdapter().getInstance() as FastifyInstance).ready();
  return app;
}

function expressAdapter(): AbstractHttpAdapter {
  const app = express();
  app.disable('x-powered-by');
  // The routes whose answers have an entity tag make it themselves.
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  return new ExpressAdapter(app);
}

function fastifyAdapter(): AbstractHttpAdapter {
  const { frameworkErrors, clientErrorHandler: onClientError } = fastify;
  const adapter = new FastifyAdapter({
    frameworkErrors,
    clientErrorHandler: onClientError,
    // What is too long for an ISBN is judged like any other text that is none.
    routerOptions: { maxParamLength: 16_384 },
  });
  const app = adapter.getInstance();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  return adapter;
}
