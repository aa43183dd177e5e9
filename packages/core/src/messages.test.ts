import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Conflict, NotFound, UnprocessableContent } from './client-errors.ts';
import { createCatalog } from './create-catalog.ts';
import { createResponder, type Answer } from './create-responder.ts';
import { defineProblem, extensions } from './define-problem.ts';
import { messages, type Messages, type MessagesOptions } from './messages.ts';
import type { ProblemDetailsOptions } from './responder-options.ts';
import { validationItem } from './validation-item.ts';
import { validationError } from './validation.ts';

const type = 'https://shop.example/problems/out-of-stock';

class OutOfStock extends defineProblem({
  type,
  title: 'Out of stock',
  status: 409,
  extensions: extensions<{ isbn: string; requested: number; available: number }>(),
  detail: ({ requested, available }) => `Requested ${requested}, available ${available}.`,
}) {}

const outOfStock = new OutOfStock({ isbn: '9780262033848', requested: 3, available: 1 });

const german: Messages = {
  types: {
    [type]: { title: 'Nicht vorrätig', detail: 'Bestellt: {requested}, vorrätig: {available}.' },
  },
  statuses: {
    404: { title: 'Nicht gefunden' },
    409: { title: 'Konflikt' },
    422: {
      title: 'Nicht verarbeitbar',
      detail: ({ errors }) => (Array.isArray(errors) ? `${errors.length} Werte sind ungültig.` : undefined),
    },
  },
  items: { minimum: 'muss mindestens {limit} sein', required: 'fehlt', enum: 'muss eines sein von {limit}' },
  texts: { 'Order at least one.': 'Bestellen Sie mindestens eins.', Shipped: 'Versandt' },
};

function answer(
  error: unknown,
  customize: ProblemDetailsOptions['customize'],
  acceptLanguage: string | null = 'de',
  header: Record<string, string> = {},
): Answer {
  const request = {
    method: 'GET',
    url: '/',
    header: (name: string) =>
      name.toLowerCase() === 'accept-language' ? (acceptLanguage ?? undefined) : undefined,
    native: undefined,
  };
  const response = {
    phase: 'open' as const,
    header: (name: string) => header[name],
    headerNames: () => Object.keys(header),
  };
  return createResponder({ onError: () => undefined, customize })(error, request, response);
}

const inGerman = (error: unknown, de: Messages = german): Answer =>
  answer(error, messages({ default: 'en', languages: { de } }));

describe('messages', () => {
  it('says the title and the detail of a problem type', () => {
    const { headers, body, report } = inGerman(outOfStock);
    expect(body).toBe(
      `{"type":"${type}","title":"Nicht vorrätig","status":409,"detail":"Bestellt: 3, vorrätig: 1.",` +
        '"isbn":"9780262033848","requested":3,"available":1}',
    );
    expect(headers).toMatchObject({
      'Content-Length': String(Buffer.byteLength(body)),
      'Content-Language': 'de',
      Vary: 'Accept-Language',
    });
    expect(report.notes).toEqual([]);
  });

  it('says the title of about:blank by its status, and leaves the detail of the occurrence', () => {
    expect(inGerman(new Conflict('Order 42 has shipped')).body).toBe(
      '{"type":"about:blank","title":"Konflikt","status":409,"detail":"Order 42 has shipped"}',
    );
    expect(inGerman(new NotFound(), { statuses: { 404: { detail: 'Hier ist nichts.' } } }).body).toBe(
      '{"type":"about:blank","title":"Not Found","status":404,"detail":"Hier ist nichts."}',
    );
  });

  it('leaves a title that is not the phrase of the status', () => {
    const error = new Conflict({ title: 'Order has shipped' });
    expect(inGerman(error).body).toContain('"title":"Order has shipped"');
  });

  it('says any text by the text itself, first of all', () => {
    const error = new UnprocessableContent({ title: 'Shipped', detail: 'Shipped' });
    expect(inGerman(error).body).toBe(
      '{"type":"about:blank","title":"Versandt","status":422,"detail":"Versandt"}',
    );
    const texts = { 'Requested 3, available 1.': 'Zu viele.' };
    expect(inGerman(outOfStock, { ...german, texts }).body).toContain('"detail":"Zu viele."');
  });

  it('says validation items by their code, with the limit, and nothing else of them', () => {
    const error = validationError(
      [
        validationItem(
          { detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' },
          { parameters: { limit: 1 } },
        ),
        { detail: 'must be present', code: 'required', in: 'query', name: 'page' },
        validationItem(
          { detail: 'x', code: 'enum', pointer: '#/a' },
          { parameters: { limit: ['a', 2, true] } },
        ),
        { detail: 'must match the pattern x', code: 'pattern', pointer: '#/b' },
        { detail: 'is odd' },
      ],
      422,
    );
    const { body, report } = inGerman(error);
    expect(body).toBe(
      '{"type":"about:blank","title":"Nicht verarbeitbar","status":422,"detail":"5 Werte sind ungültig.","errors":[' +
        '{"detail":"muss mindestens 1 sein","code":"minimum","pointer":"#/quantity"},' +
        '{"detail":"fehlt","code":"required","in":"query","name":"page"},' +
        '{"detail":"muss eines sein von a, 2, true","code":"enum","pointer":"#/a"},' +
        '{"detail":"must match the pattern x","code":"pattern","pointer":"#/b"},' +
        '{"detail":"is odd"}]}',
    );
    expect(report.notes).toEqual([]);
  });

  it('leaves an item that says more than its code, but for its very text', () => {
    const items = ['Order at least one.', 'Take two.'].map((detail) =>
      validationItem({ detail, code: 'required' }, { saysMore: true }),
    );
    expect(inGerman(validationError(items, 422)).report.problem['errors']).toEqual([
      { detail: 'Bestellen Sie mindestens eins.', code: 'required' },
      { detail: 'Take two.', code: 'required' },
    ]);
  });

  it('leaves members called errors that are no items', () => {
    const items = { required: 'fehlt', 7: 'sieben' };
    const none = [null, 7, 'required', [], { code: 'required' }, { detail: 7, code: 'required' }];
    for (const errors of [7, 'required', null, none, [{ detail: 'x', code: 7 }, { detail: 'x' }]]) {
      const { headers, report } = inGerman(new Conflict({ extensions: { errors } }), { items });
      expect(report.problem['errors']).toEqual(errors);
      expect(report.notes).toEqual([]);
      expect(headers).toMatchObject({ 'Content-Language': 'en' });
    }
  });

  it('is in the language as soon as one item is', () => {
    const items = [
      { detail: 'x' },
      validationItem({ detail: 'y', code: 'maximum' }, { parameters: { limit: 9n } }),
    ];
    const { body, headers } = inGerman(validationError(items, 422), {
      items: { maximum: 'höchstens {limit}' },
    });
    expect(body).toBe(
      '{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The request has 2 invalid values.",' +
        '"errors":[{"detail":"x"},{"detail":"höchstens 9","code":"maximum"}]}',
    );
    expect(headers).toMatchObject({ 'Content-Language': 'de' });
  });

  it('hears what the client refuses', () => {
    const customize = messages({ default: 'en', languages: { de: german } });
    expect(answer(new Conflict(), customize, 'en;q=0').headers).toMatchObject({ 'Content-Language': 'de' });
  });

  it('answers in the default language, and says so, where the client accepts no other', () => {
    const customize = messages({ default: 'EN-gb', languages: { de: german } });
    for (const header of [null, '', '*', 'fr', 'de;q=0']) {
      const { headers, body } = answer(outOfStock, customize, header);
      expect(body).toContain('"title":"Out of stock"');
      expect(headers).toMatchObject({ 'Content-Language': 'en-GB', Vary: 'Accept-Language' });
    }
  });

  it('has messages for the default language too, where it is not that of the code', () => {
    const customize = messages({ default: 'de', languages: { de: german, en: {} } });
    expect(answer(outOfStock, customize, 'fr').headers).toMatchObject({ 'Content-Language': 'de' });
    expect(answer(outOfStock, customize, 'fr').body).toContain('"title":"Nicht vorrätig"');
  });

  it('names the default language where nothing was said in another', () => {
    const { headers, body } = inGerman(new Conflict('x'), { statuses: { 404: { title: 'Nicht gefunden' } } });
    expect(body).toBe('{"type":"about:blank","title":"Conflict","status":409,"detail":"x"}');
    expect(headers).toMatchObject({ 'Content-Language': 'en', Vary: 'Accept-Language' });
  });

  it('adds to a Vary that is there', () => {
    const customize = messages({ default: 'en', languages: { de: german } });
    expect(
      answer(new Conflict(), customize, 'de', { vary: 'Origin, accept-language' }).headers,
    ).toMatchObject({
      Vary: 'Origin, accept-language',
    });
  });

  it('takes the text of a function of the members, as they are sent', () => {
    const types = {
      [type]: {
        detail: ({ requested }: { readonly requested?: unknown }) =>
          `${typeof requested} ${String(requested)}`,
      },
    };
    expect(inGerman(outOfStock, { types }).body).toContain('"detail":"number 3"');
  });

  it('leaves the text, and notes why, where a function throws or gives none', () => {
    const detail = (text: () => unknown): Answer =>
      inGerman(outOfStock, { types: { [type]: { title: 'Nicht vorrätig', detail: text as () => string } } });
    const broken = (): never => {
      throw new Error('broken');
    };
    const notes = [broken, async () => broken(), () => 7, () => '', () => undefined].map((text) => {
      const { headers, body, report } = detail(text);
      expect(body).toContain('"title":"Nicht vorrätig","status":409,"detail":"Requested 3, available 1."');
      expect(headers).toMatchObject({ 'Content-Language': 'de' });
      return report.notes;
    });
    expect(notes).toEqual([
      [`the message for the detail of ${type} threw: Error: broken`],
      [`the message for the detail of ${type} gave a promise, which was ignored: it must be synchronous`],
      [`the message for the detail of ${type} gave no text; its result was ignored`],
      [`the message for the detail of ${type} gave no text; its result was ignored`],
      [],
    ]);
    const items = { minimum: broken };
    const { report } = inGerman(validationError([{ detail: 'x', code: 'minimum' }], 422), { items });
    expect(report.notes).toEqual(['the message for the item minimum threw: Error: broken']);
    expect(report.problem['errors']).toEqual([{ detail: 'x', code: 'minimum' }]);
  });

  it('leaves the text, and notes why, where a parameter is not there or is no text', () => {
    const notes = (detail: string, members: object = {}): readonly string[] => {
      const { body, report } = inGerman(new Conflict({ detail: 'kept', extensions: members }), {
        statuses: { 409: { detail } },
      });
      expect(body).toContain('"detail":"kept"');
      return report.notes;
    };
    expect(notes('{constructor} {toString}')).toEqual([
      'the message for the detail of 409 needs "constructor", which is not there; the text was left as it was',
      'the message for the detail of 409 needs "toString", which is not there; the text was left as it was',
    ]);
    for (const a of [null, {}, [], [[1]], [{}]]) expect(notes('{a}', { a })).toHaveLength(1);
    expect(notes('{status}')).toHaveLength(1);
    expect(
      inGerman(validationError([{ detail: 'x', code: 'minimum' }], 422)).report.problem['errors'],
    ).toEqual([{ detail: 'x', code: 'minimum' }]);
  });

  it('puts parameters in as they are, once, and leaves other braces alone', () => {
    const detail = '{a}{a}{b} {} {{} } {';
    const error = new Conflict({ extensions: { a: "$& $1 $' {b}", b: false } });
    expect(inGerman(error, { statuses: { 409: { detail } } }).report.problem.detail).toBe(
      "$& $1 $' {b}$& $1 $' {b}false {} {{} } {",
    );
  });

  it('cuts parameters that are too long, and notes it, once for a text', () => {
    const limited = (text: string, limit: unknown): Answer =>
      inGerman(
        validationError([validationItem({ detail: 'x', code: 'enum' }, { parameters: { limit } })], 422),
        {
          items: { enum: text },
        },
      );
    const notes = ['the message for the item enum has parameters that are too long; they were cut'];
    const detailOf = ({ report }: Answer): unknown =>
      (report.problem['errors'] as readonly { readonly detail: unknown }[])[0]?.detail;

    const long = limited('{limit}{limit}!', 'x'.repeat(1_000_000));
    expect(detailOf(long)).toBe(`${'x'.repeat(10_000)}…!`);
    expect(long.report.notes).toEqual(notes);

    const twice = limited('{limit} {limit}', 'x'.repeat(6000));
    expect(detailOf(twice)).toBe(`${'x'.repeat(6000)} ${'x'.repeat(4000)}…`);
    expect(twice.report.notes).toEqual(notes);

    const many = limited('{limit}', Array<number>(1_000_000).fill(7));
    expect(detailOf(many)).toBe(`${'7, '.repeat(3333)}7…`);
    expect(many.report.notes).toEqual(notes);

    const fitting = limited('{limit}', 'x'.repeat(10_000));
    expect(detailOf(fitting)).toBe('x'.repeat(10_000));
    expect(fitting.report.notes).toEqual([]);
  });

  it('reads no more of a list than it says', () => {
    let reads = 0;
    const limit = new Proxy(Array<number>(1_000_000).fill(7), {
      get: (target, name) => (reads++, Reflect.get(target, name) as unknown),
    });
    const item = validationItem({ detail: 'x', code: 'enum' }, { parameters: { limit } });
    inGerman(validationError([item], 422), { items: { enum: '{limit}' } });
    expect(reads).toBeLessThan(30_000);
  });

  it('knows nothing by the name of what every object has', () => {
    const error = validationError([{ detail: 'x', code: 'constructor' }], 422);
    expect(inGerman(error, { items: {}, texts: {}, types: {} }).report.notes).toEqual([]);
    expect(inGerman(new Conflict('toString')).body).toContain('"detail":"toString"');
  });

  it('never changes the type, the status, a code or a pointer', () => {
    const original = validationError(
      [validationItem({ detail: 'a', code: 'minimum', pointer: '#/a' }, { parameters: { limit: 2 } })],
      422,
    );
    const { status, report } = inGerman(original);
    expect([status, report.problem]).toEqual([
      422,
      {
        type: 'about:blank',
        title: 'Nicht verarbeitbar',
        status: 422,
        detail: '1 Werte sind ungültig.',
        errors: [{ detail: 'muss mindestens 2 sein', code: 'minimum', pointer: '#/a' }],
      },
    ]);
    expect(original.toJSON()['errors']).toEqual([{ detail: 'a', code: 'minimum', pointer: '#/a' }]);
  });

  it('changes titles and details alone, whatever the members, the texts and the header are', () => {
    const text = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('{a}', '{a', '{errors}', 'x{a}y{b}'));
    const code = fc.constantFrom('minimum', 'required', '__proto__', 'constructor');
    const items = fc.array(
      fc.oneof(fc.jsonValue(), fc.record({ detail: text, code, pointer: fc.string() }, { requiredKeys: [] })),
    );
    const member = fc.oneof(fc.jsonValue(), text);
    const members = fc.record(
      { a: member, b: member, errors: fc.oneof(items, fc.jsonValue()) },
      { requiredKeys: [] },
    );
    /** The problem without the texts that a language may change. */
    const fixed = ({ title, detail, errors, ...rest }: Record<string, unknown>): unknown => {
      expect([typeof title, typeof detail]).toEqual(['string', 'string']);
      const withoutDetail = (item: object): unknown =>
        'detail' in item && typeof item.detail === 'string' ? { ...item, detail: '' } : item;
      const list = Array.isArray(errors) ? (errors as readonly unknown[]) : undefined;
      return {
        ...rest,
        errors:
          list?.map((item) => (typeof item === 'object' && item ? withoutDetail(item) : item)) ?? errors,
      };
    };
    fc.assert(
      fc.property(members, text, text, fc.string(), (extensions, first, second, header) => {
        const error = new Conflict('kept', { extensions, instance: '/e/1' });
        const de: Messages = {
          statuses: { 409: { title: first, detail: second } },
          items: { minimum: first, required: () => second },
          texts: { [first]: second },
        };
        const { body, headers, report } = answer(
          error,
          messages({ default: 'en', languages: { de } }),
          `${header}, de;q=0.1`,
        );
        expect(fixed(JSON.parse(body) as Record<string, unknown>)).toEqual(
          fixed(JSON.parse(JSON.stringify(error)) as Record<string, unknown>),
        );
        expect(['en', 'de']).toContain(headers['Content-Language']);
        expect(headers['Vary']).toBe('Accept-Language');
        expect(report.notes.every((note) => note.startsWith('the message for '))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('can be called by a customize of your own', () => {
    const translate = messages({ default: 'en', languages: { de: german } });
    const { headers, body } = answer(outOfStock, (problem, context) =>
      translate({ ...problem, requestId: 'r1' }, context),
    );
    expect(body).toContain('"title":"Nicht vorrätig"');
    expect(body).toContain('"requestId":"r1"');
    expect(headers).toMatchObject({ 'Content-Language': 'de' });
  });

  it.each<[options: unknown, message: string]>([
    [undefined, 'messages: the options must be an object.'],
    [{ default: 'en', languages: {}, catalogue: 1 }, '"catalogue" is no option'],
    [{ languages: {} }, 'undefined is no language tag'],
    [{ default: 'de_DE', languages: {} }, '"de_DE" is no language tag, such as "de" or "pt-BR" (RFC 5646).'],
    [{ default: '*', languages: {} }, '"*" is no language tag'],
    [{ default: ['de'], languages: {} }, '["de"] is no language tag'],
    [{ default: 'en' }, 'languages must be an object.'],
    [{ default: 'en', languages: [] }, 'languages must be an object.'],
    [{ default: 'en', languages: { '': {} } }, '"" is no language tag'],
    [{ default: 'en', languages: { de: {}, DE: {} } }, 'the language "de" is there twice.'],
    [{ default: 'en', languages: { de: null } }, '"de" must be an object.'],
    [
      { default: 'en', languages: { de: { itmes: {} } } },
      '"itmes" in "de" is none of types, statuses, items, texts.',
    ],
    [{ default: 'en', languages: { de: { types: [] } } }, 'types of "de" must be an object.'],
    [
      { default: 'en', languages: { de: { types: { 'about:blank': {} } } } },
      '"about:blank" in types of "de"',
    ],
    [
      { default: 'en', languages: { de: { types: { 'out of stock': {} } } } },
      '"out of stock" in types of "de"',
    ],
    [
      { default: 'en', languages: { de: { types: { '/x': 'text' } } } },
      '"/x" in types of "de" must be an object.',
    ],
    [{ default: 'en', languages: { de: { statuses: { 200: {} } } } }, '"200" in statuses of "de"'],
    [{ default: 'en', languages: { de: { statuses: { NotFound: {} } } } }, '"NotFound" in statuses of "de"'],
    [
      { default: 'en', languages: { de: { statuses: { 404: { titel: 'x' } } } } },
      '"titel" in "404" in statuses of "de" is neither title nor detail.',
    ],
    [
      { default: 'en', languages: { de: { statuses: { 404: { title: () => 'x' } } } } },
      'the title of "404" in statuses of "de" must be a text.',
    ],
    [
      { default: 'en', languages: { de: { statuses: { 404: { detail: '' } } } } },
      'the detail of "404" in statuses of "de" must be a text, or a function that gives one.',
    ],
    [
      { default: 'en', languages: { de: { items: { minimum: 7 } } } },
      '"minimum" in items of "de" must be a text, or',
    ],
    [
      { default: 'en', languages: { de: { texts: { x: () => 'y' } } } },
      '"x" in texts of "de" must be a text.',
    ],
    [
      { default: 'en', languages: { de: { types: { '/x': {} } } }, catalog: createCatalog(OutOfStock) },
      '"/x" in types of "de" is for a problem type that the catalog has not.',
    ],
  ])('refuses %j at start', (options, message) => {
    expect(() => messages(options as MessagesOptions)).toThrow(TypeError);
    expect(() => messages(options as MessagesOptions)).toThrow(message);
  });
});
