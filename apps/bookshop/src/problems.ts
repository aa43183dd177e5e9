import { defineProblem, extensions, type ValidationItem } from '@statusquo/core';

const base = 'https://bookshop.example/problems';

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A book with this ISBN is there already. */
export class BookExists extends defineProblem({
  type: `${base}/book-exists`,
  title: 'Book exists',
  status: 409,
  extensions: extensions<{ isbn: string }>(),
  detail: ({ isbn }) => `A book with ISBN ${isbn} exists already.`,
}) {}

/** A book that was ordered cannot be deleted. */
export class BookHasOrders extends defineProblem({
  type: `${base}/book-has-orders`,
  title: 'Book has orders',
  status: 409,
  extensions: extensions<{ isbn: string; orders: number }>(),
  detail: ({ orders }) => `The book has ${plural(orders, 'order')}.`,
}) {}

/** Fewer copies are left than were ordered. */
export class OutOfStock extends defineProblem({
  type: `${base}/out-of-stock`,
  title: 'Out of stock',
  status: 409,
  extensions: extensions<{ isbn: string; requested: number; available: number }>(),
  detail: ({ requested, available }) => `Requested ${requested}, available ${available}.`,
}) {}

/** Somebody else changed the book in the meantime. RFC 9110 §13.1.1 */
export class StaleBook extends defineProblem({
  type: `${base}/stale-book`,
  title: 'Stale book',
  status: 412,
  extensions: extensions<{ isbn: string }>(),
  detail: 'The book has changed since you read it.',
}) {}

/** Values of the request are not what they have to be. */
export class ValidationFailed extends defineProblem({
  type: `${base}/validation`,
  title: 'Validation failed',
  status: 422,
  extensions: extensions<{ errors: readonly ValidationItem[] }>(),
  detail: ({ errors }) => `The request has ${plural(errors.length, 'invalid value')}.`,
}) {}
