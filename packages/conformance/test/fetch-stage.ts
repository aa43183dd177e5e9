import { BadRequest, ContentTooLarge, watchBody } from '@statusquo/fetch';
import type { Route } from '../src/case.ts';
import type { Options } from './options.ts';
import { validateOrder } from './order.ts';
import { play, type Stage } from './play.ts';

/**
 * Plays a route in a handler of the Fetch API, which gives a Response or throws. What is written before that is the
 * beginning of a stream, which goes on behind the Response that the handler has given.
 */
export async function respondTo(
  route: Route,
  request: Request,
  headers: Headers,
  options: Options,
): Promise<Response> {
  const stage = new FetchStage(request, headers);
  const played = (async () => play(route, stage))();
  await Promise.race([stage.hasBegun, played.catch(() => undefined)]);
  if (!stage.isStreaming) {
    await played;
    return stage.response();
  }
  void played.then(
    () => stage.close(),
    (error: unknown) => stage.fail(error),
  );
  return watchBody(stage.response(), request, options);
}

const tooLarge = 'The request body is too large.';

class FetchStage implements Stage {
  readonly #request: Request;
  readonly #headers: Headers;
  #status = 200;
  #text = '';
  #stream: ReadableStream<Uint8Array> | undefined;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #begin: () => void = () => undefined;
  readonly hasBegun: Promise<void> = new Promise((resolve) => {
    this.#begin = resolve;
  });

  constructor(request: Request, headers: Headers) {
    this.#request = request;
    this.#headers = headers;
  }

  get isStreaming(): boolean {
    return this.#stream !== undefined;
  }

  header(name: string, value: string | readonly string[]): void {
    this.#headers.delete(name);
    for (const line of [value].flat()) this.#headers.append(name, line);
  }

  status(code: number): void {
    this.#status = code;
  }

  flush(): void {
    this.#stream ??= new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.#begin();
  }

  write(text: string): void {
    this.flush();
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  /** The Fetch API has none. */
  interim(): void {}

  end(text: string): void {
    this.#text = text;
  }

  stream(stream: AsyncIterable<string>): Promise<void> {
    this.flush();
    return this.#pump(stream);
  }

  async json(): Promise<unknown> {
    const isTooLarge = (length: number): boolean => length > 1000;
    const { headers } = this.#request;
    // Before the body is read, so that a client that waits for 100 need not send it.
    if (isTooLarge(Number(headers.get('content-length')))) throw new ContentTooLarge(tooLarge);
    const text = await this.#request.text();
    if (isTooLarge(text.length)) throw new ContentTooLarge(tooLarge);
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new BadRequest('The request body is not valid JSON.', { cause });
    }
  }

  async validate(status: 400 | 422): Promise<void> {
    validateOrder(await this.json(), status);
  }

  left(): Promise<unknown> {
    const { signal } = this.#request;
    return new Promise((resolve) => {
      if (signal.aborted) resolve(undefined);
      else signal.addEventListener('abort', resolve, { once: true });
    });
  }

  response(): Response {
    return new Response(this.#stream ?? this.#text, { status: this.#status, headers: this.#headers });
  }

  close(): void {
    if (this.#text !== '') this.write(this.#text);
    this.#controller?.close();
  }

  fail(error: unknown): void {
    this.#controller?.error(error);
  }

  async #pump(stream: AsyncIterable<string>): Promise<void> {
    for await (const text of stream) this.write(text);
  }
}
