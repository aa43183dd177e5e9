import { describe, expect, it } from 'vitest';
import facts from '../test-data/http-status-facts.json' with { type: 'json' };
import { statusInfo } from './status-info.ts';

describe('statusInfo', () => {
  it('knows the 64 entries of the registry', () => {
    expect(facts).toHaveLength(64);
    const registered = Array.from({ length: 500 }, (_, index) => index + 100).filter(
      (code) => statusInfo(code)?.registered,
    );
    expect(registered).toEqual(facts.map(({ code }) => code));
  });

  it.each(facts)('says what the checked facts say about $code', (fact) => {
    expect(statusInfo(fact.code)).toEqual({
      code: fact.code,
      registered: true,
      phrase: fact.phrase,
      category: fact.class === 'success' ? 'successful' : fact.class,
      specification: fact.spec,
      section: fact.section,
      bodyAllowed: fact.bodyAllowed,
      cacheableByDefault: fact.cacheableByDefault,
      headers: { mandatory: fact.mustHeaders, optional: fact.mayHeaders },
      retry: fact.retry,
    });
  });

  it('treats an unregistered code as the x00 of its class', () => {
    expect(statusInfo(471)).toEqual({ ...statusInfo(400), code: 471, registered: false });
    expect(statusInfo(599)).toEqual({ ...statusInfo(500), code: 599, registered: false });
    expect(statusInfo(199)).toEqual({ ...statusInfo(100), code: 199, registered: false });
  });

  it('lets no cache guess the freshness of a code it does not know', () => {
    expect(statusInfo(299)).toEqual({
      ...statusInfo(200),
      code: 299,
      registered: false,
      cacheableByDefault: false,
    });
    expect(statusInfo(399).cacheableByDefault).toBe(false);
  });

  it('is undefined for what is no status code', () => {
    for (const code of [99, 600, 999, 0, -200, 404.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(statusInfo(code)).toBeUndefined();
    }
    expect(statusInfo('404' as unknown as number)).toBeUndefined();
    expect(statusInfo(undefined as unknown as number)).toBeUndefined();
  });
});
