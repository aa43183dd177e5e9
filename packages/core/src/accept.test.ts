import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { negotiation } from './accept.ts';
import { html } from './html.ts';
import { xml } from './xml.ts';
import type { ProblemFormat } from './problem-format.ts';

const both = negotiation([xml, html]);

function chosen(accept: string | undefined, formats: readonly ProblemFormat[] = [xml, html]): string {
  return negotiation(formats)(accept)?.mediaType ?? 'json';
}

/** What browsers send when somebody follows a link. */
const browsers = {
  Chrome:
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
  Firefox: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/png,image/svg+xml,*/*;q=0.8',
  Safari: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
};

describe('negotiation', () => {
  it.each([
    undefined,
    '',
    '*/*',
    'application/*',
    'application/json',
    'application/problem+json',
    'APPLICATION/JSON',
    'application/vnd.api+json',
    'application/*+json',
    'text/json',
    'application/json; charset=utf-8',
    'application/json;odata=verbose, application/xml;q=0.5',
    'application/ld+json;profile="https://a.example/,text/html", text/html;q=0.9',
    'application/json, text/plain, */*',
    'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8',
    'text/html;q=0.5, application/json',
    'application/json, text/html',
    'text/plain, application/vnd.api+json;q=0.9, text/html;q=0.5',
  ])('gives JSON for %j', (accept) => {
    expect(chosen(accept)).toBe('json');
  });

  it.each([
    'text/csv',
    'image/*',
    '*/*;q=0',
    'text/html;q=0',
    'application/atom+xml',
    'application/xhtml+xml',
  ])('gives JSON where nothing is acceptable: %j', (accept) => {
    expect(chosen(accept)).toBe('json');
  });

  it.each([
    'application/problem+xml',
    'application/xml',
    'text/xml',
    'Application/XML',
    'application/xml; charset=UTF-8',
    'application/xml;q=0.5, application/json;q=0.4',
    'application/problem+xml;q=1, application/problem+json;q=0.5',
    'application/xml, text/xml, */*; q=0.01',
    'text/html;q=0.1, text/xml;q=0.2',
    'application/problem+json;q=0, application/*',
  ])('gives XML for %j', (accept) => {
    expect(chosen(accept)).toBe('application/problem+xml');
  });

  it.each([
    'text/html',
    'text/*',
    'TEXT/HTML; q=0.3',
    'text/html;charset=utf-8',
    'text/html, application/json;q=0.9',
    'text/html, */*;q=0.1',
    'text/html;q=0.5, application/problem+json;q=0.1, */*;q=0.2',
  ])('gives HTML for %j', (accept) => {
    expect(chosen(accept)).toBe('text/html; charset=utf-8');
  });

  it.each(Object.entries(browsers))(
    'gives the page to %s, and goes by its q-values without it',
    (_name, accept) => {
      expect(chosen(accept, [html])).toBe('text/html; charset=utf-8');
      expect(chosen(accept, [xml, html])).toBe('text/html; charset=utf-8');
      expect(chosen(accept, [xml])).toBe('application/problem+xml');
      expect(chosen(accept, [])).toBe('json');
    },
  );

  it('lets the most specific range decide about a media type', () => {
    expect(chosen('text/*;q=0.9, text/html;q=0.1, application/json;q=0.5')).toBe('json');
    expect(chosen('*/*, application/problem+json;q=0.1, application/xml;q=0.2', [xml])).toBe(
      'application/problem+xml',
    );
    expect(chosen('application/xml;q=0.2, */*;q=0.9', [xml])).toBe('json');
    expect(chosen('application/xml;q=0.2, application/json;q=0.1, */*;q=0.9')).toBe(
      'text/html; charset=utf-8',
    );
  });

  it('prefers at the same q what is named to what a wildcard covers, then the order of the client', () => {
    expect(chosen('*/*, text/html')).toBe('text/html; charset=utf-8');
    expect(chosen('text/html, application/json')).toBe('text/html; charset=utf-8');
    expect(chosen('text/html, application/xml')).toBe('text/html; charset=utf-8');
    expect(chosen('application/xml, text/html')).toBe('application/problem+xml');
  });

  it('prefers JSON where the client does not, then the order of the formats', () => {
    const csv = { mediaType: 'text/csv', render: () => 'x' };
    expect(chosen('text/*, application/json;q=0.5', [html, csv])).toBe('text/html; charset=utf-8');
    expect(chosen('text/*, application/json;q=0.5', [csv, html])).toBe('text/csv');
    expect(chosen('application/*', [xml])).toBe('json');
    const atom = { mediaType: 'application/atom+xml', render: () => '<x/>' };
    expect(chosen('application/xml', [xml, atom])).toBe('application/problem+xml');
    expect(chosen('application/xml', [atom, xml])).toBe('application/atom+xml');
  });

  it.each([
    ',',
    ';;;',
    'text',
    'text/',
    '/html',
    'text/html;q=x',
    'text/html;q=-1',
    '*',
    '"',
    'text/html/x',
    'text html',
  ])('gives JSON for what is no Accept: %j', (accept) => {
    expect(chosen(accept)).toBe('json');
  });

  it('takes a format of the user, with its parameters and its suffix', () => {
    const yaml = { mediaType: 'application/problem+yaml', render: () => 'x' };
    expect(chosen('application/yaml', [yaml])).toBe('application/problem+yaml');
    const second = { mediaType: 'application/vnd.shop; version=2', render: () => 'x' };
    expect(chosen('application/vnd.shop;version=2', [second])).toBe('application/vnd.shop; version=2');
    expect(chosen('application/vnd.shop', [second])).toBe('application/vnd.shop; version=2');
    expect(chosen('application/vnd.shop;version=1', [second])).toBe('json');
    const latin = { mediaType: 'text/plain; charset=iso-8859-1', render: () => 'x' };
    expect(chosen('text/plain;charset=iso-8859-1', [latin])).toBe('text/plain; charset=iso-8859-1');
  });

  it('takes a JSON format of the user where a client names it', () => {
    const hal = { mediaType: 'application/vnd.error+json', render: () => '{}' };
    expect(chosen('application/vnd.error+json', [hal])).toBe('application/vnd.error+json');
    expect(chosen('application/vnd.other+json', [hal])).toBe('json');
    expect(chosen('application/json', [hal])).toBe('json');
    expect(chosen('*/*', [hal])).toBe('json');
  });

  it('does not read a field that no client sends', () => {
    expect(both(`text/html${' '.repeat(1015)}`)).toBe(html);
    expect(both(`text/html${' '.repeat(1016)}`)).toBeUndefined();
  });

  it('is total', () => {
    const words =
      'text html application xml json * / + ; , q = " \\ 0.5 __proto__ constructor charset text/html'.split(
        ' ',
      );
    const pieces = fc.constantFrom(...words, ' ', '\u00ff');
    const accept = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(accept, (text) => {
        expect([undefined, xml, html]).toContain(both(text));
      }),
      { numRuns: 5000 },
    );
  });
});
