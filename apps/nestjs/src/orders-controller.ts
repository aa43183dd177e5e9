import { Bookshop, jsonContent, parseJson, parseOrder, type Order, type User } from '@bookshop/domain';
import { Controller, Get, Inject, Param, Post, Res, UseGuards, UseInterceptors } from '@nestjs/common';
import { OrderLimit, SignedIn } from './guards.ts';
import { Bytes, CurrentUser, type Response } from './http.ts';
import { id as idPipe } from './pipes.ts';
import { ReadBody } from './read-body.ts';

/** The routes of orders. */
@Controller('orders')
@UseGuards(SignedIn)
export class OrdersController {
  readonly #shop: Bookshop;

  constructor(@Inject(Bookshop) shop: Bookshop) {
    this.#shop = shop;
  }

  @Post()
  @UseGuards(OrderLimit)
  @UseInterceptors(new ReadBody(jsonContent))
  async place(
    @CurrentUser() user: User,
    @Bytes() bytes: Buffer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const order = await this.#shop.orders.place(user, parseOrder(parseJson(bytes)));
    response.header('Location', `/orders/${order.id}`);
    return order;
  }

  @Get(':id')
  async get(@CurrentUser() user: User, @Param('id', idPipe) id: number): Promise<Order> {
    return this.#shop.orders.get(user, id);
  }
}
