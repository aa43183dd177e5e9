import { Bookshop } from '@bookshop/domain';
import { Module, type DynamicModule, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { ProblemDetailsModule } from '@statusquo/nestjs';
import { BooksController } from './books-controller.ts';
import { onlyGet } from './http.ts';
import { ImportsController } from './imports-controller.ts';
import { OrdersController } from './orders-controller.ts';
import { SiteController } from './site-controller.ts';

/** The bookshop. */
@Module({
  imports: [ProblemDetailsModule.forRoot()],
  controllers: [SiteController, BooksController, OrdersController, ImportsController],
})
export class AppModule implements NestModule {
  static with(shop: Bookshop): DynamicModule {
    return { module: AppModule, providers: [{ provide: Bookshop, useValue: shop }] };
  }

  configure(consumer: MiddlewareConsumer): void {
    // Without it, PUT and DELETE would take `featured` for an ISBN.
    consumer.apply(onlyGet).forRoutes('books/featured');
  }
}
