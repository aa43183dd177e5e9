import 'reflect-metadata';
import type { DynamicModule, INestApplication, NestApplicationOptions, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { clientErrorHandler, frameworkErrors } from '@statusquo/fastify';
import type { Report } from '@statusquo/core';
import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { ProblemDetailsModule } from '../src/index.ts';

export const platforms = ['express', 'fastify'] as const;
export type Platform = (typeof platforms)[number];

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Whether the message came to its end. */
  readonly complete: boolean;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Served {
  readonly app: INestApplication;
  readonly port: number;
  readonly ask: (path: string, how?: Ask) => Promise<Answered>;
}

export interface Serving {
  readonly prepare?: (app: INestApplication) => unknown;
  readonly options?: NestApplicationOptions;
}

/** Serves a module on a free port until the test is over. */
export async function serve(platform: Platform, module: Type, serving: Serving = {}): Promise<Served> {
  const adapter =
    platform === 'express'
      ? new ExpressAdapter()
      : new FastifyAdapter({ frameworkErrors, clientErrorHandler });
  const app = await NestFactory.create(module, adapter, {
    logger: false,
    abortOnError: false,
    ...serving.options,
  });
  await serving.prepare?.(app);
  return listening(app);
}

export async function listening(app: INestApplication): Promise<Served> {
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const server = app.getHttpServer() as { address(): AddressInfo };
  const { port } = server.address();
  return { app, port, ask: (path, how) => ask(port, path, how) };
}

/** One request on a connection of its own; an answer that is cut off is an answer too. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Ask = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A connection that is cut gives an error here, and `close` after it.
      incoming.on('error', () => undefined);
      incoming.on('close', () => {
        const { statusCode = 0, headers: fields, complete } = incoming;
        resolve({ status: statusCode, headers: fields, body: Buffer.concat(chunks).toString(), complete });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A module that imports others, made without a class of its own for each test. */
export function moduleOf(metadata: Parameters<typeof Module>[0]): Type {
  class TestModule {}
  Module(metadata)(TestModule);
  return TestModule;
}

/** Problem details with the reports kept. */
export function reporting(): { readonly reports: Report[]; readonly module: DynamicModule } {
  const reports: Report[] = [];
  return {
    reports,
    module: ProblemDetailsModule.forRoot({ onError: (report) => void reports.push(report) }),
  };
}
