import { message } from '../message.js';

/** The fields and the document of ours, made once: nothing that is written by hand is cheaper. */
export const body = Buffer.from(
  `{"type":"about:blank","title":"Conflict","status":409,"detail":"${message}"}`,
);
export const fields = {
  'Content-Type': 'application/problem+json',
  'Content-Length': String(body.length),
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;
