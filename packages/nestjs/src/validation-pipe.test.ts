import {
  Body,
  Controller,
  createParamDecorator,
  Get,
  Param,
  Post,
  Query,
  type ExecutionContext,
} from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { moduleOf, platforms, serve } from '../test/serve.ts';
import { ProblemDetailsModule, validationPipe, type ProblemDetailsOptions } from './index.ts';

class Street {
  @IsString()
  name!: string;
}

class Order {
  @IsInt()
  @Min(1)
  quantity!: number;

  @IsOptional()
  @IsArray()
  @ValidateNested()
  @Type(() => Street)
  streets?: Street[];
}

class Page {
  @Type(() => Number)
  @Min(1)
  page!: number;
}

const FromHeader = createParamDecorator((_: unknown, context: ExecutionContext) => ({
  page: context.switchToHttp().getRequest<{ headers: { page?: string } }>().headers.page,
}));

@Controller()
class OrderController {
  @Post('orders')
  create(@Body() order: Order): Order {
    return order;
  }

  @Post('parts')
  part(@Body('order') order: Order): Order {
    return order;
  }

  @Get('orders')
  list(@Query() page: Page): Page {
    return page;
  }

  @Get('pages/:page')
  page(@Param() page: Page): Page {
    return page;
  }

  @Get('custom')
  custom(@FromHeader(validationPipe({ validateCustomDecorators: true })) page: Page): Page {
    return page;
  }
}

describe.each(platforms)('validationPipe on %s', (platform) => {
  const start = async (options: ProblemDetailsOptions = {}) => {
    const module = moduleOf({
      imports: [ProblemDetailsModule.forRoot(options)],
      controllers: [OrderController],
    });
    const { ask } = await serve(platform, module, {
      prepare: (app) => app.useGlobalPipes(validationPipe({ whitelist: true, forbidNonWhitelisted: true })),
    });
    const post = (path: string, value: unknown) =>
      ask(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(value),
      });
    return { ask, post };
  };
  const invalid = (...errors: readonly object[]): string =>
    JSON.stringify({
      type: 'about:blank',
      title: 'Unprocessable Content',
      status: 422,
      detail: `The request has ${String(errors.length)} invalid value${errors.length === 1 ? '' : 's'}.`,
      errors,
    });

  it('points at each value of a body', async () => {
    const { post } = await start();
    expect(
      await post('/orders', { quantity: 0, streets: [{ name: 'High Street' }, { name: 5 }], x: 1 }),
    ).toMatchObject({
      status: 422,
      body: invalid(
        { detail: 'must not be present', code: 'additionalProperties', pointer: '#/x' },
        { detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' },
        { detail: 'must be a string', code: 'type', pointer: '#/streets/1/name' },
      ),
    });
  });

  it('points at the part of a body that is the argument', async () => {
    const { post } = await start();
    expect(await post('/parts', { order: { quantity: 0 } })).toMatchObject({
      body: invalid({ detail: 'must be at least 1', code: 'minimum', pointer: '#/order/quantity' }),
    });
    for (const order of [5, null]) {
      expect(await post('/parts', { order })).toMatchObject({
        body: invalid({ detail: 'must be an object', code: 'type', pointer: '#/order' }),
      });
    }
    expect(await post('/parts', {})).toMatchObject({
      body: invalid({ detail: 'must be present', code: 'required', pointer: '#/order/quantity' }),
    });
  });

  it('says of a body that is no object nothing but that', async () => {
    const { post } = await start();
    expect(await post('/orders', [1])).toMatchObject({
      status: 422,
      body: invalid({ detail: 'must be an object', code: 'type', pointer: '#' }),
    });
  });

  it('names the parameters of the query and of the path', async () => {
    const { ask } = await start();
    expect(await ask('/orders?page=0')).toMatchObject({
      body: invalid({ detail: 'must be at least 1', code: 'minimum', in: 'query', name: 'page' }),
    });
    expect(await ask('/pages/0')).toMatchObject({
      body: invalid({ detail: 'must be at least 1', code: 'minimum', in: 'path', name: 'page' }),
    });
  });

  it('invents no pointer for what a decorator of the user hands over', async () => {
    const { ask } = await start();
    expect(await ask('/custom', { headers: { page: '0' } })).toMatchObject({
      body: invalid({ detail: 'must be at least 1', code: 'minimum' }),
    });
  });

  it('honours validationStatus', async () => {
    const { post } = await start({ validationStatus: 400 });
    expect(await post('/orders', { quantity: 0 })).toMatchObject({
      status: 400,
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: 'The request has 1 invalid value.',
        errors: [{ detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' }],
      }),
    });
  });

  it('lets through what is right', async () => {
    const { post } = await start();
    expect(await post('/orders', { quantity: 1 })).toMatchObject({ status: 201, body: '{"quantity":1}' });
  });

  it('is answered by the filter of Nest where ours is not installed', async () => {
    const { ask } = await serve(platform, moduleOf({ controllers: [OrderController] }), {
      prepare: (app) => app.useGlobalPipes(validationPipe()),
    });
    expect(await ask('/orders?page=0')).toMatchObject({
      status: 422,
      body: '{"statusCode":422,"message":"The request has 1 invalid value."}',
    });
  });
});
