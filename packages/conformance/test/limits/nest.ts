import 'reflect-metadata';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { clientErrorHandler, frameworkErrors } from '@statusquo/fastify';
import { ProblemDetailsModule } from '@statusquo/nestjs';
import type { Server } from 'node:http';
import { addressOf, closeServer } from '../host.ts';
import { deletes, type Limited } from './limited.ts';

class Shelf {
  @Get()
  get(): string {
    return 'fine';
  }
}

// Scripts of the table say `Host: table`.
@Controller({ path: 'books', host: ':shop' })
class BooksOfAnyShop extends Shelf {}

@Controller({ path: 'books', host: 'table' })
class BooksOfOneShop extends Shelf {}

@Controller({ path: 'papers', host: 'another' })
class PapersOfAnotherShop extends Shelf {}

function limited(controllers: Type[]): Limited {
  return {
    ask: deletes,
    async start(host, options) {
      class AppModule {}
      Module({ imports: [ProblemDetailsModule.forRoot(options)], controllers })(AppModule);
      const adapter = host.endsWith('fastify')
        ? new FastifyAdapter({ frameworkErrors, clientErrorHandler })
        : new ExpressAdapter();
      const app = await NestFactory.create(AppModule, adapter, { logger: false });
      await app.listen(0, '127.0.0.1');
      const server = app.getHttpServer() as Server;
      const close = async (): Promise<void> => {
        await closeServer(server);
        await app.close();
      };
      return { port: addressOf(server).port, close };
    },
  };
}

export const limitsOfNest: Readonly<Record<string, Limited>> = {
  'a 405 knows the routes of a controller whose host is a pattern with a parameter': limited([
    BooksOfAnyShop,
  ]),
  'a 405 knows the routes of a method that controllers of different hosts share': limited([
    BooksOfOneShop,
    PapersOfAnotherShop,
  ]),
};
