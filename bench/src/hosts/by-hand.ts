import { message } from '../message.js';

/** The document of ours, as one writes it in a handler. */
export function body(): Buffer {
  return Buffer.from(
    JSON.stringify({ type: 'about:blank', title: 'Conflict', status: 409, detail: message }),
  );
}

export const fields = {
  'Content-Type': 'application/problem+json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;
