import Negotiator from 'negotiator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookUpLanguage } from './look-up-language.ts';

function found(header: string | undefined, available: readonly string[] = ['en', 'de', 'fr']): string {
  const languages = new Negotiator({ headers: { 'accept-language': header } }).languages();
  return lookUpLanguage(available, languages, header ?? '*');
}

describe('lookUpLanguage', () => {
  it.each<[header: string | undefined, language: string]>([
    ['de', 'de'],
    ['DE', 'de'],
    ['de-CH', 'de'],
    ['de-CH-1996', 'de'],
    ['de-Latn-CH', 'de'],
    ['es, de', 'de'],
    ['fr;q=0.5, de;q=0.8', 'de'],
    ['de;q=0.8, fr', 'fr'],
    ['de-AT;q=0.9, fr;q=0.8', 'de'],
    ['en-GB, de;q=0.9', 'en'],
  ])('finds what the client prefers: %j is %s', (header, language) => {
    expect(found(header)).toBe(language);
  });

  it.each<[header: string | undefined]>([
    [undefined],
    [''],
    ['*'],
    ['es'],
    ['es, *;q=0.5'],
    ['d'],
    ['der'],
    [', ;;q=x,"'],
  ])('gives the default where nothing is found: %j', (header) => {
    expect(found(header)).toBe('en');
    expect(found(header, ['fr', 'en', 'de'])).toBe('fr');
  });

  // RFC 4647 §3.4: the wildcard is skipped where other ranges follow it.
  it('takes what is named before the wildcard', () => {
    expect(found('*, de;q=0.1')).toBe('de');
  });

  it.each<[header: string, language: string]>([
    ['de;q=0, fr;q=0.1', 'fr'],
    ['de-CH, de;q=0, fr;q=0.1', 'fr'],
    ['de;q=0', 'en'],
    ['en;q=0', 'de'],
    ['en;q=0.000, de;q=0, *', 'fr'],
    ['en;q=0, de;q=0, fr;q=0', 'en'],
    ['*;q=0', 'en'],
    ['*;q=0, fr;q=0.1', 'fr'],
  ])('leaves out what the client refuses: %j is %s', (header, language) => {
    expect(found(header)).toBe(language);
  });

  it('finds the nearest, whatever the order', () => {
    for (const available of [
      ['en', 'de', 'de-CH'],
      ['en', 'de-CH', 'de'],
    ]) {
      expect(found('de-CH', available)).toBe('de-CH');
      expect(found('de-CH-1996', available)).toBe('de-CH');
      expect(found('de-AT', available)).toBe('de');
      expect(found('de', available)).toBe('de');
      expect(found('de-CH, de;q=0', available)).toBe('de-CH');
    }
  });

  it('cuts off subtags, and never parts of them', () => {
    const available = ['en', 'zh-Hant', 'pt-BR'];
    expect(found('zh-Hant-TW', available)).toBe('zh-Hant');
    expect(found('zh-Hant-u-co-stroke', available)).toBe('zh-Hant');
    // RFC 4647 §3.4: a range stands for less special languages, never for more special ones.
    expect(found('pt', available)).toBe('en');
    expect(found('zh-Hans', available)).toBe('en');
  });

  it('gives one of the languages for any header', () => {
    const available = ['en', 'de', 'de-CH'];
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('de', 'de-CH', 'en', '*', ';q=0', ';q=0.5', ';q=', ',', '-', '"', '\\', ' '),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(available).toContain(found(parts.join(''), available));
      }),
    );
  });
});
