import { Bookshop } from '@bookshop/domain';
import { Controller, Get, HttpCode, Header, Inject } from '@nestjs/common';
import { UpgradeRequired } from '@statusquo/nestjs';

/** What is neither a book nor an order. */
@Controller()
export class SiteController {
  readonly #shop: Bookshop;

  constructor(@Inject(Bookshop) shop: Bookshop) {
    this.#shop = shop;
  }

  @Get('catalog')
  @HttpCode(301)
  @Header('Location', '/books')
  catalog(): void {}

  @Get('stock-feed')
  stockFeed(): never {
    // Whoever asks for a WebSocket has got one before Nest saw the request.
    throw new UpgradeRequired({ upgrade: 'websocket' });
  }

  @Get('boom')
  boom(): never {
    return this.#shop.boom();
  }
}
