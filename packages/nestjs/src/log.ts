import { Logger } from '@nestjs/common';
import type { Report } from '@statusquo/core';

const logger = new Logger('ProblemDetails');

/** The channel that Nest's own filter writes to. */
export function log({ error }: Report): void {
  logger.error(error);
}
