import type { Case, ExpectedReport } from './case.ts';

const notFound = '{"type":"about:blank","title":"Not Found","status":404}';
const notAllowed = '{"type":"about:blank","title":"Method Not Allowed","status":405}';
// Fastify decodes before it looks for a route.
const unmatchedOrThrown: ExpectedReport = { kind: ['unmatched', 'thrown'] };
const malformed =
  '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The percent-encoding of the request path is malformed."}';

/** What the framework answers before or beside the routes, and how errors reach the handler. DESIGN §4, §5 */
export const routingCases: readonly Case[] = [
  {
    name: 'an unknown route is 404',
    path: '/routing/nowhere',
    expect: { status: 404, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'an unknown route does not echo its query',
    path: '/routing/nowhere?token=hunter2',
    expect: { status: 404, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'POST to an unknown route is 404',
    path: '/routing/nowhere-to-post',
    request: { method: 'POST', headers: [['Content-Type', 'application/json']], body: '{}' },
    expect: { status: 404, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'HEAD of an unknown route has the head only',
    path: '/routing/nowhere-head',
    request: { method: 'HEAD' },
    expect: { status: 404, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'an unknown route over HTTP/1.0',
    path: '/routing/nowhere-1.0',
    request: { version: '1.0' },
    expect: { status: 404, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'a NotFound thrown by a handler is no unmatched route',
    path: '/routing/thrown-404',
    route: { throw: ['NotFound'] },
    expect: { status: 404, body: notFound, report: { kind: 'thrown' } },
  },
  {
    name: 'headers set by middleware stay on a 404',
    path: '/routing/nowhere-with-headers',
    route: {
      path: '/routing/elsewhere',
      where: 'middleware',
      steps: [
        ['header', 'X-Request-Id', 'r-1'],
        ['header', 'Access-Control-Allow-Origin', '*'],
      ],
    },
    expect: {
      status: 404,
      headers: { 'X-Request-Id': 'r-1', 'Access-Control-Allow-Origin': '*' },
      body: notFound,
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'a known path with another method is 405 with Allow',
    path: '/routing/get-only',
    route: { throw: ['Gone'] },
    request: { method: 'DELETE' },
    expect: { status: 405, headers: { Allow: 'GET, HEAD' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'Allow lists all methods of the path',
    path: '/routing/three-methods',
    route: { methods: ['PUT', 'GET', 'DELETE'], throw: ['Gone'] },
    request: { method: 'POST' },
    expect: {
      status: 405,
      headers: { Allow: 'DELETE, GET, HEAD, PUT' },
      body: notAllowed,
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'the query is no part of the path for a 405',
    path: '/routing/post-only?page=2',
    route: { path: '/routing/post-only', methods: ['POST'], throw: ['Gone'] },
    expect: { status: 405, headers: { Allow: 'POST' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'HEAD of a path that has only POST is 405 without a body',
    path: '/routing/post-only-head',
    route: { methods: ['POST'], throw: ['Gone'] },
    request: { method: 'HEAD' },
    expect: { status: 405, headers: { Allow: 'POST' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'a parameter matches for a 405 too',
    path: '/routing/books/42',
    route: { path: '/routing/books/:id', methods: ['GET', 'PATCH'], throw: ['Gone'] },
    request: { method: 'PUT' },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD, PATCH' },
      body: notAllowed,
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'an unusual method on a known path is 405',
    path: '/routing/get-only-propfind',
    route: { throw: ['Gone'] },
    request: { method: 'PROPFIND' },
    expect: { status: 405, headers: { Allow: 'GET, HEAD' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'nested routers and a parameter in a prefix match for a 405 too',
    path: '/routing/shops/7/books/42',
    route: {
      below: ['/routing/shops', '/:shop'],
      path: '/routing/shops/:shop/books/:id',
      methods: ['GET', 'PATCH'],
      throw: ['Gone'],
    },
    request: { method: 'DELETE' },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD, PATCH' },
      body: notAllowed,
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'the root of a nested router has methods',
    path: '/routing/nested',
    route: { below: ['/routing', '/nested'], path: '/routing/nested', methods: ['POST'], throw: ['Gone'] },
    request: { method: 'PUT' },
    expect: { status: 405, headers: { Allow: 'POST' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'an unknown path below the prefix of a router is 404',
    path: '/routing/below/nowhere',
    route: { below: ['/routing/below'], path: '/routing/below/somewhere', throw: ['Gone'] },
    request: { method: 'DELETE' },
    expect: { status: 404, headers: { Allow: undefined }, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'half of a nested path is 404',
    path: '/routing/half/way',
    route: { below: ['/routing/half', '/way'], path: '/routing/half/way/there', throw: ['Gone'] },
    request: { method: 'DELETE' },
    expect: { status: 404, headers: { Allow: undefined }, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'a prefix that goes on in the same segment is another path',
    path: '/routing/segments/a',
    route: { below: ['/routing/segment'], path: '/routing/segment/s/a', throw: ['Gone'] },
    request: { method: 'DELETE' },
    expect: { status: 404, headers: { Allow: undefined }, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'the routes of an application that is mounted on another match for a 405 too',
    path: '/routing/mounted/books/42',
    route: {
      below: ['/routing/mounted'],
      mounted: true,
      path: '/routing/mounted/books/:id',
      methods: ['GET', 'PATCH'],
      throw: ['Gone'],
    },
    request: { method: 'DELETE' },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD, PATCH' },
      body: notAllowed,
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'Allow joins the routes of several routers: those of one',
    path: '/routing/joined?1',
    route: { below: ['/routing'], path: '/routing/joined', throw: ['Gone'] },
    request: { method: 'DELETE' },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD, PUT' },
      body: notAllowed,
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'Allow joins the routes of several routers: those of the other',
    path: '/routing/joined?2',
    route: { below: ['/routing', '/joined'], path: '/routing/joined', methods: ['PUT'], throw: ['Gone'] },
    request: { method: 'DELETE' },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD, PUT' },
      body: notAllowed,
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'Allow names OPTIONS where a route serves it',
    path: '/routing/options',
    route: { methods: ['GET', 'OPTIONS'], throw: ['Gone'] },
    request: { method: 'PUT' },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD, OPTIONS' },
      body: notAllowed,
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'Allow names HEAD alone where only HEAD has a route',
    path: '/routing/head-only',
    route: { methods: ['HEAD'], throw: ['Gone'] },
    request: { method: 'DELETE' },
    expect: { status: 405, headers: { Allow: 'HEAD' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'a path that only HEAD has a route for is 405 to GET',
    path: '/routing/head-only-get',
    route: { methods: ['HEAD'], throw: ['Gone'] },
    expect: { status: 405, headers: { Allow: 'HEAD' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'a parameter that is percent-encoded matches for a 405',
    path: '/routing/encoded/caf%C3%A9%20%2F',
    route: { path: '/routing/encoded/:name', throw: ['Gone'] },
    request: { method: 'POST' },
    expect: { status: 405, headers: { Allow: 'GET, HEAD' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'a 405 over HTTP/1.0',
    path: '/routing/get-only-1.0',
    route: { throw: ['Gone'] },
    request: { method: 'DELETE', version: '1.0' },
    expect: { status: 405, headers: { Allow: 'GET, HEAD' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'a 405 does not echo the query',
    path: '/routing/get-only-query?token=hunter2',
    route: { path: '/routing/get-only-query', throw: ['Gone'] },
    request: { method: 'DELETE' },
    expect: { status: 405, headers: { Allow: 'GET, HEAD' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'a body is of no use where the method is not allowed',
    path: '/routing/get-only-body',
    route: { throw: ['Gone'] },
    request: { method: 'POST', headers: [['Content-Type', 'application/json']], body: '{"a":1}' },
    expect: { status: 405, headers: { Allow: 'GET, HEAD' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'middleware comes before a 405',
    path: '/routing/get-only-refused',
    route: { where: 'middleware', throw: ['Unauthorized', { challenge: 'Bearer' }] },
    request: { method: 'DELETE' },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer' },
      body: '{"type":"about:blank","title":"Unauthorized","status":401}',
    },
  },
  {
    name: 'a 405 comes before the guard of a route',
    path: '/routing/get-only-guarded',
    route: { where: 'guard', throw: ['Unauthorized', { challenge: 'Bearer' }] },
    request: { method: 'DELETE' },
    expect: { status: 405, headers: { Allow: 'GET, HEAD' }, body: notAllowed, report: { kind: 'unmatched' } },
  },
  {
    name: 'headers set by middleware stay on a 405',
    path: '/routing/get-only-headers',
    route: {
      where: 'middleware',
      steps: [
        ['header', 'X-Request-Id', 'r-1'],
        ['header', 'Access-Control-Allow-Origin', '*'],
      ],
    },
    request: { method: 'DELETE' },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD', 'X-Request-Id': 'r-1', 'Access-Control-Allow-Origin': '*' },
      body: notAllowed,
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'methodNotAllowed: false answers 404',
    path: '/routing/get-only-404',
    settings: 'no 405',
    route: { throw: ['Gone'] },
    request: { method: 'DELETE' },
    expect: { status: 404, headers: { Allow: undefined }, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'HEAD of a failing route has the head only',
    path: '/routing/head',
    route: { throw: ['Conflict', 'Größe vergriffen.'] },
    request: { method: 'HEAD' },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Größe vergriffen."}',
    },
  },
  {
    name: 'HEAD of a route with a bug has the head only',
    path: '/routing/head-500',
    route: { throwForeign: 'plain Error' },
    request: { method: 'HEAD' },
    expect: { status: 500, body: '{"type":"about:blank","title":"Internal Server Error","status":500}' },
  },
  {
    name: 'malformed percent-encoding that matches no route is 400',
    path: '/routing/%E0%A4%A',
    expect: { status: 400, body: malformed, report: unmatchedOrThrown },
  },
  {
    name: 'a percent sign without digits is 400',
    path: '/routing/%zz',
    expect: { status: 400, body: malformed, report: unmatchedOrThrown },
  },
  {
    name: 'a lone percent sign is 400',
    path: '/routing/%',
    expect: { status: 400, body: malformed, report: unmatchedOrThrown },
  },
  {
    name: 'malformed percent-encoding in a parameter is 400',
    path: '/routing/parameter/%E0%A4%A',
    route: { path: '/routing/parameter/:id', throw: ['Gone'] },
    expect: { status: 400, body: malformed, report: unmatchedOrThrown },
  },
  {
    name: 'malformed percent-encoding in the query does not matter',
    path: '/routing/nowhere?q=%zz',
    expect: { status: 404, body: notFound, report: { kind: 'unmatched' } },
  },
  {
    name: 'thrown after a tick',
    path: '/routing/async',
    route: { how: 'async', throw: ['Conflict', 'Later.'] },
    expect: { status: 409, body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Later."}' },
  },
  {
    name: "handed over in the framework's own way",
    path: '/routing/passed',
    route: { how: 'passed', throw: ['Conflict', 'Passed on.'] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Passed on."}',
    },
  },
  {
    name: "a stranger handed over in the framework's own way",
    path: '/routing/passed-stranger',
    route: { how: 'passed', throwForeign: 'plain Error' },
    expect: { status: 500, body: '{"type":"about:blank","title":"Internal Server Error","status":500}' },
  },
  {
    name: 'thrown in middleware',
    path: '/routing/middleware',
    route: { where: 'middleware', throw: ['Forbidden', 'Not from here.'] },
    expect: {
      status: 403,
      body: '{"type":"about:blank","title":"Forbidden","status":403,"detail":"Not from here."}',
    },
  },
  {
    name: 'thrown in asynchronous middleware',
    path: '/routing/middleware-async',
    route: { where: 'middleware', how: 'async', throw: ['ServiceUnavailable', { retryAfter: 5 }] },
    expect: {
      status: 503,
      headers: { 'Retry-After': '5' },
      body: '{"type":"about:blank","title":"Service Unavailable","status":503}',
    },
  },
  {
    name: 'a bug in middleware',
    path: '/routing/middleware-bug',
    route: { where: 'middleware', throwForeign: 'TypeError' },
    expect: { status: 500, body: '{"type":"about:blank","title":"Internal Server Error","status":500}' },
  },
  {
    name: 'thrown in a guard of the route',
    path: '/routing/guard',
    route: { where: 'guard', throw: ['Unauthorized', { challenge: 'Bearer' }] },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer' },
      body: '{"type":"about:blank","title":"Unauthorized","status":401}',
    },
  },
];
