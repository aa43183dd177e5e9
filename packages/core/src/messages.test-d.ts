import { expectTypeOf } from 'vitest';
import { createCatalog } from './create-catalog.ts';
import { defineProblem, extensions } from './define-problem.ts';
import { messages, type Messages } from './messages.ts';
import type { ProblemDetailsOptions } from './responder-options.ts';

class OutOfStock extends defineProblem({
  type: 'https://example.com/out-of-stock',
  title: 'Out of stock',
  status: 409,
  extensions: extensions<{ requested: number; since: Date; big: bigint; isbns: string[] }>(),
}) {}
class Maintenance extends defineProblem({
  type: 'https://example.com/maintenance',
  title: 'Maintenance',
  status: 503,
}) {}
const catalog = createCatalog(OutOfStock, Maintenance);

const options: ProblemDetailsOptions<{ native: true }> = {
  customize: messages({
    default: 'en',
    catalog,
    languages: {
      de: {
        types: {
          'https://example.com/out-of-stock': {
            title: 'Nicht vorrätig',
            detail: (members) => {
              expectTypeOf(members.requested).toEqualTypeOf<number>();
              // As JSON has them.
              expectTypeOf(members.since).toEqualTypeOf<string>();
              expectTypeOf(members.big).toEqualTypeOf<string>();
              expectTypeOf(members.isbns).toEqualTypeOf<readonly string[]>();
              // @ts-expect-error No member of this problem type
              return String(members.reqested);
            },
          },
          'https://example.com/maintenance': { title: 'Wartung' },
        },
        items: { minimum: ({ limit }) => (limit === 1 ? 'mindestens eins' : undefined) },
      },
    },
  }),
};
expectTypeOf(options.customize).not.toBeUndefined();

messages({
  default: 'en',
  catalog,
  languages: {
    de: {
      // @ts-expect-error No problem type of the catalog
      types: { 'https://example.com/out-of-stok': { title: 'Nicht vorrätig' } },
    },
  },
});

const german: Messages = {
  types: { 'https://example.com/anything': { detail: ({ any }) => String(any) } },
  statuses: { '404': { title: 'Nicht gefunden' } },
};
messages({ default: 'en', languages: { de: german, fr: {} } });

// @ts-expect-error The default language has to be known
messages({ languages: { de: german } });
// @ts-expect-error A title is the same for every occurrence
messages({ default: 'en', languages: { de: { statuses: { 404: { title: () => 'Nicht gefunden' } } } } });
