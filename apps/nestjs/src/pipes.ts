import { parseId, parseIsbn } from '@bookshop/domain';
import type { PipeTransform } from '@nestjs/common';

/** An ISBN in a path. */
export const isbn: PipeTransform<string, string> = { transform: (text) => parseIsbn(text) };

/** A number in a path. */
export const id: PipeTransform<string, number> = { transform: (text) => parseId(text) };
