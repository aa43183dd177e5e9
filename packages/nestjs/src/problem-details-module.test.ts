import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Conflict } from '@statusquo/core';
import { describe, expect, it } from 'vitest';
import { listening, moduleOf, platforms, serve } from '../test/serve.ts';
import { ProblemDetailsFilter, ProblemDetailsModule } from './index.ts';

@Controller()
class ShopController {
  @Get('conflict')
  conflict(): never {
    throw new Conflict();
  }
}

@Injectable()
class Settings {
  readonly shop = 'books';
}

@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

describe.each(platforms)('ProblemDetailsModule on %s', (platform) => {
  it('needs no options', async () => {
    const module = moduleOf({ imports: [ProblemDetailsModule.forRoot()], controllers: [ShopController] });
    const { ask } = await serve(platform, module);
    expect(await ask('/conflict')).toMatchObject({
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409}',
    });
  });

  it.each([true, false])('takes options from other providers, in a promise or not', async (isPromised) => {
    const imported = ProblemDetailsModule.forRootAsync({
      imports: [SettingsModule],
      inject: [Settings],
      useFactory: ({ shop }: Settings) => {
        const options = { customize: (problem: object) => ({ ...problem, shop }) as never };
        return isPromised ? Promise.resolve(options) : options;
      },
    });
    const { ask } = await serve(platform, moduleOf({ imports: [imported], controllers: [ShopController] }));
    expect(await ask('/conflict')).toMatchObject({
      body: '{"type":"about:blank","title":"Conflict","status":409,"shop":"books"}',
    });
  });

  it('works in a test module, which gets its adapter late', async () => {
    const testing = await Test.createTestingModule({
      imports: [ProblemDetailsModule.forRoot()],
      controllers: [ShopController],
    }).compile();
    const adapter = platform === 'express' ? new ExpressAdapter() : new FastifyAdapter();
    const { ask } = await listening(testing.createNestApplication(adapter, { logger: false }));
    expect(await ask('/conflict', { method: 'POST' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });

  it('does not need the metadata of parameters that compilers record', async () => {
    for (const aClass of [ProblemDetailsModule, ProblemDetailsFilter])
      Reflect.deleteMetadata('design:paramtypes', aClass);
    const module = moduleOf({ imports: [ProblemDetailsModule.forRoot()], controllers: [ShopController] });
    const { app, ask } = await serve(platform, module);
    expect(await ask('/conflict')).toMatchObject({ status: 409 });
    expect(app.get(ProblemDetailsFilter)).toBeInstanceOf(ProblemDetailsFilter);
  });

  it('stops the start for an option that does not exist', async () => {
    const wrong = ProblemDetailsModule.forRoot({ onErrors: () => undefined } as object);
    await expect(serve(platform, moduleOf({ imports: [wrong] }))).rejects.toThrow(
      new TypeError(
        '"onErrors" is no option of problemDetails. The options are map, onError, customize, formats, challenge, validationStatus, methodNotAllowed, debug.',
      ),
    );
  });
});

describe('ProblemDetailsModule', () => {
  it('does not mind an application without HTTP', async () => {
    const context = await NestFactory.createApplicationContext(
      moduleOf({ imports: [ProblemDetailsModule.forRoot()] }),
      { logger: false },
    );
    expect(context.get(HttpAdapterHost).httpAdapter).toBeNull();
    await context.close();
  });
});
