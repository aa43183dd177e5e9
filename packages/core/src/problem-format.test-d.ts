import { expectTypeOf } from 'vitest';
import { createResponder, html, xml, type ProblemDetails, type ProblemFormat } from './index.ts';

createResponder({ formats: [xml, html] });
createResponder({ formats: [] });
createResponder({
  formats: [
    xml,
    {
      mediaType: 'text/plain; charset=utf-8',
      render(problem, language) {
        expectTypeOf(problem).toEqualTypeOf<Readonly<ProblemDetails>>();
        expectTypeOf(language).toEqualTypeOf<string | undefined>();
        return problem.title;
      },
    },
  ],
});
expectTypeOf(xml).toEqualTypeOf<ProblemFormat>();
expectTypeOf(html.render({ type: 'about:blank', title: 'Conflict', status: 409 })).toBeString();

// @ts-expect-error A list, even of one.
createResponder({ formats: xml });
// @ts-expect-error A format is no name.
createResponder({ formats: ['xml'] });
// @ts-expect-error It has to render.
createResponder({ formats: [{ mediaType: 'text/plain' }] });
// @ts-expect-error Synchronously.
createResponder({ formats: [{ mediaType: 'text/plain', render: () => Promise.resolve('x') }] });
// @ts-expect-error The problem is for reading.
createResponder({ formats: [{ mediaType: 'text/plain', render: (problem) => (problem.title = 'x') }] });
