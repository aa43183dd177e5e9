import express, { Router, type Request } from 'express';
import { createServer } from 'node:http';
import { expectTypeOf } from 'vitest';
import {
  bareStatus,
  checkExpectation,
  clientErrorHandler,
  problemDetails,
  type ProblemDetailsOptions,
  type Report,
} from './index.ts';

// It installs wherever Express takes middleware.
const app = express();
app.use(problemDetails());
app.use('/api', problemDetails({ debug: true }));
app.use(['/a', /b/], express.json(), problemDetails());
Router().use(problemDetails());

// @ts-expect-error Without the call
app.use(problemDetails);
// @ts-expect-error Without the call, for a part of the app
app.use('/api', problemDetails);
// @ts-expect-error Without the call, on a router
Router().use(problemDetails);

// The hooks get the request of Express.
app.use(
  problemDetails({
    map: [bareStatus],
    onError(report) {
      expectTypeOf(report).toEqualTypeOf<Report<Request>>();
      expectTypeOf(report.request.native.ip).toEqualTypeOf<string | undefined>();
    },
    customize: (problem, { request }) => ({ ...problem, host: request.native.hostname }),
  }),
);

// The same options serve what Node answers itself.
const options: ProblemDetailsOptions<Request> = {
  onError: ({ request }) => request.native.get('X-Request-Id'),
};
app.use(problemDetails(options));
const server = createServer(app);
server.on('clientError', clientErrorHandler(options));
server.on('checkExpectation', checkExpectation(options));

// @ts-expect-error A misspelt option
problemDetails({ onErrors: () => undefined });
// @ts-expect-error A status that is none for validation errors
problemDetails({ validationStatus: 409 });
