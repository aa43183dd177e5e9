import { message } from '../message.js';

/** An answer of ours, as one writes it by hand. */
export interface ByHand {
  readonly status: number;
  readonly text: () => string;
}

export const conflict: ByHand = {
  status: 409,
  text: () => JSON.stringify({ type: 'about:blank', title: 'Conflict', status: 409, detail: message }),
};

export const notFound: ByHand = {
  status: 404,
  text: () => JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404 }),
};

export const fields = {
  'Content-Type': 'application/problem+json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;
