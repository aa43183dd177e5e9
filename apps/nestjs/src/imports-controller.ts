import { Bookshop, importContent, type Import } from '@bookshop/domain';
import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Res,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { Role, SignedIn } from './guards.ts';
import { Bytes, type Response } from './http.ts';
import { id as idPipe } from './pipes.ts';
import { ReadBody } from './read-body.ts';

/** The routes of imports. */
@Controller('imports')
@Role('staff')
@UseGuards(SignedIn)
export class ImportsController {
  readonly #shop: Bookshop;

  constructor(@Inject(Bookshop) shop: Bookshop) {
    this.#shop = shop;
  }

  @Post()
  @HttpCode(202)
  @UseInterceptors(new ReadBody(importContent))
  start(@Bytes() bytes: Buffer, @Res({ passthrough: true }) response: Response): void {
    const id = this.#shop.imports.start(bytes);
    response.header('Location', `/imports/${id}`);
  }

  @Get(':id')
  async get(@Param('id', idPipe) id: number): Promise<Import> {
    return this.#shop.imports.get(id);
  }
}
