import {
  Bookshop,
  entityTag,
  isNotModified,
  jsonContent,
  parseBook,
  parseBookUpdate,
  parseJson,
  parsePage,
  requireIfMatch,
  type Book,
  type Price,
} from '@bookshop/domain';
import {
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { checkUpdate, Role, SignedIn } from './guards.ts';
import { Bytes, type Request, type Response } from './http.ts';
import { isbn as isbnPipe } from './pipes.ts';
import { ReadBody } from './read-body.ts';

/** The routes of books. */
@Controller('books')
export class BooksController {
  readonly #shop: Bookshop;

  constructor(@Inject(Bookshop) shop: Bookshop) {
    this.#shop = shop;
  }

  @Get()
  async list(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    return tagged(request, response, await this.#shop.books.list(parsePage(request.url)));
  }

  @Post()
  @Role('staff')
  @UseGuards(SignedIn)
  @UseInterceptors(new ReadBody(jsonContent))
  async add(@Bytes() bytes: Buffer, @Res({ passthrough: true }) response: Response): Promise<Book> {
    const book = parseBook(parseJson(bytes));
    await this.#shop.books.add(book);
    response.header('Location', `/books/${book.isbn}`);
    return book;
  }

  @Get('featured')
  @HttpCode(302)
  async featured(@Res({ passthrough: true }) response: Response): Promise<void> {
    const { isbn } = await this.#shop.books.featured();
    response.header('Location', `/books/${isbn}`);
  }

  @Get(':isbn')
  async get(
    @Param('isbn', isbnPipe) isbn: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return tagged(request, response, await this.#shop.books.get(isbn));
  }

  @Put(':isbn')
  @HttpCode(204)
  @Role('staff')
  @UseGuards(SignedIn, checkUpdate)
  @UseInterceptors(new ReadBody(jsonContent))
  async replace(
    @Param('isbn') isbn: string,
    @Headers('if-match') ifMatch: string,
    @Bytes() bytes: Buffer,
  ): Promise<void> {
    const book = parseBookUpdate(parseJson(bytes), isbn);
    await this.#shop.books.replace(book, requireIfMatch(ifMatch));
  }

  @Delete(':isbn')
  @HttpCode(204)
  @Role('staff')
  @UseGuards(SignedIn)
  async remove(@Param('isbn', isbnPipe) isbn: string): Promise<void> {
    await this.#shop.books.remove(isbn);
  }

  @Get(':isbn/price')
  async price(@Param('isbn', isbnPipe) isbn: string): Promise<Price> {
    return this.#shop.priceOf(isbn);
  }
}

/** A value with its entity tag, or nothing if the client has it already. */
function tagged(request: Request, response: Response, value: object): object | undefined {
  const tag = entityTag(value);
  response.header('ETag', tag);
  if (!isNotModified(request.headers['if-none-match'], tag)) return value;
  response.status(304);
  return undefined;
}
