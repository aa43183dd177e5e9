import type { JsonValue } from './json-value.ts';
import { escapeMarkup, isList, membersOf, type Member } from './markup.ts';
import { blank, isUriReference } from './problem-details.ts';
import type { ProblemFormat } from './problem-format.ts';

const style =
  ':root{background:Canvas;color:CanvasText;color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}' +
  'body{margin:0 auto;max-width:44rem;padding:2rem 1rem}' +
  'h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}' +
  'h1+p{font-size:1.125rem;margin:0 0 1.5rem;white-space:pre-wrap}' +
  'dt{font-weight:600;margin-top:.75rem}' +
  'dd{margin:0}' +
  'ul{margin:0;padding-inline-start:1.25rem}' +
  'dl{margin:0}' +
  'dl dl{border-inline-start:1px solid GrayText;padding-inline-start:.75rem}' +
  'dl dl dt{margin-top:.25rem}' +
  'code,pre{font-family:ui-monospace,monospace;font-size:.9375em}' +
  'li+li{margin-top:.5rem}' +
  'pre{margin:0;unicode-bidi:plaintext;white-space:pre-wrap}';

// The second line behind the escaping. A policy on the response holds beside it. CSP 3 §3.3
const policy =
  "default-src 'none'; style-src 'sha256-lFd1MuMAmwzsZcaggHAt27kOAmtE/pXF7hgJmzLCiWM='; base-uri 'none'; form-action 'none'";

/**
 * Problems as a page for people, for `formats`: no scripts, nothing loaded from elsewhere, every text escaped. Only `type` and
 * `instance` become links, and only if they are `http` or `https`.
 */
export const html: ProblemFormat = {
  mediaType: 'text/html; charset=utf-8',
  render(problem, language) {
    const { status, title, detail } = problem;
    const heading = escapeMarkup(`${status} ${title}`);
    const rest = membersOf(problem).filter(
      ([name, value]) => !shownAbove.has(name) && !(name === 'type' && value === blank),
    );
    return [
      '<!doctype html>',
      `<html lang="${languageTag(language)}">`,
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      `<title>${heading}</title>`,
      `<style>${style}</style>`,
      '</head>',
      '<body>',
      '<main dir="auto">',
      `<h1>${heading}</h1>`,
      ...(typeof detail === 'string' ? [`<p>${escapeMarkup(detail)}</p>`] : []),
      ...(rest.length > 0 ? [definitions(rest, link)] : []),
      '</main>',
      '</body>',
      '</html>',
      '',
    ].join('\n');
  },
};

const shownAbove: ReadonlySet<string> = new Set(['status', 'title', 'detail']);

// BCP 47. The titles of core are English.
function languageTag(language = ''): string {
  return /^[a-z]{1,8}(?:-[a-z\d]{1,8})*/i.exec(language)?.[0] ?? 'en';
}

function definitions(members: readonly Member[], show: (value: JsonValue, name: string) => string): string {
  const rows = members.map(
    ([name, value]) =>
      `<dt><code translate="no">${escapeMarkup(name)}</code></dt><dd>${show(value, name)}</dd>`,
  );
  return `<dl>${rows.join('')}</dl>`;
}

/** The value of a member of the document itself. */
function link(value: JsonValue, name: string): string {
  // Any other scheme may run code (javascript:, data:), and a relative one need not lead anywhere.
  const isLink =
    (name === 'type' || name === 'instance') && isUriReference(value) && /^https?:\/\/[\w[]/i.test(value);
  const text = content(value);
  return isLink ? `<a href="${text}" rel="noreferrer">${text}</a>` : text;
}

function content(value: JsonValue): string {
  if (typeof value === 'string' && value !== '') {
    // The parser drops the first line feed in a pre.
    return value.includes('\n') ? `<pre>\n${escapeMarkup(value)}</pre>` : escapeMarkup(value);
  }
  if (typeof value !== 'object' || value === null) return literal(value);
  if (isList(value)) {
    return value.length === 0
      ? literal(value)
      : `<ul>${value.map((item) => `<li>${content(item)}</li>`).join('')}</ul>`;
  }
  const members = Object.entries(value);
  return members.length === 0 ? literal(value) : definitions(members, content);
}

function literal(value: JsonValue): string {
  return `<code>${escapeMarkup(JSON.stringify(value))}</code>`;
}
