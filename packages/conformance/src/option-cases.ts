import type { Case } from './case.ts';

const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';
const conflict = '{"type":"about:blank","title":"Conflict","status":409}';

/** The options of the handler, and hooks that misbehave. DESIGN §4 */
export const optionCases: readonly Case[] = [
  {
    name: 'map turns an error into one of ours',
    path: '/options/map',
    settings: 'mapping',
    route: { throwForeign: 'unique violation' },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Already there."}',
    },
  },
  {
    name: 'map leaves the rest to the built-in rules',
    path: '/options/map-rest',
    settings: 'mapping',
    route: { throwForeign: 'boom 404' },
    expect: {
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404,"detail":"No order 42."}',
    },
  },
  {
    name: 'bareStatus takes the status, never the text',
    path: '/options/bare-status',
    settings: 'mapping',
    route: { throwForeign: 'SDK error with statusCode' },
    expect: { status: 403, body: '{"type":"about:blank","title":"Forbidden","status":403}' },
  },
  {
    name: 'bareStatus leaves an error of ours alone',
    path: '/options/bare-status-ours',
    settings: 'mapping',
    route: { throw: ['Conflict', 'Shipped.'] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Shipped."}',
    },
  },
  {
    name: 'bareStatus believes no status outside of 400 to 599',
    path: '/options/bare-status-200',
    settings: 'mapping',
    route: { throwForeign: 'Error with numeric code' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'a map that throws is noted, and the next one asked',
    path: '/options/map-throws',
    settings: 'map throws',
    route: { throwForeign: 'unique violation' },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Already there."}',
      report: { noted: true },
    },
  },
  {
    name: 'a map that gives a promise is ignored, and its rejection caught',
    path: '/options/map-promise',
    settings: 'map gives a promise',
    route: { throwForeign: 'plain Error' },
    expect: { status: 500, body: internal, report: { noted: true } },
  },
  {
    name: 'a map that gives garbage is ignored',
    path: '/options/map-garbage',
    settings: 'map gives garbage',
    route: { throw: ['Conflict'] },
    expect: { status: 409, body: conflict, report: { noted: true } },
  },
  {
    name: 'customize adds members and an instance',
    path: '/options/customize',
    settings: 'customizing',
    route: { throw: ['Conflict', { extensions: { order: 42 } }] },
    request: { headers: [['X-Request-Id', 'r-1']] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"instance":"urn:request:r-1","order":42,"requestId":"r-1"}',
    },
  },
  {
    name: 'customize sees unmatched routes too',
    path: '/options/customize-unmatched',
    settings: 'customizing',
    request: { headers: [['X-Request-Id', 'r-2']] },
    expect: {
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404,"instance":"urn:request:r-2","requestId":"r-2"}',
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'customize answers in another language',
    path: '/options/customize-language',
    settings: 'speaking German',
    route: { steps: [['header', 'Vary', 'Origin']], throw: ['Conflict', 'Shipped.'] },
    request: { headers: [['Accept-Language', 'fr;q=0.2, de-AT, en;q=0.5']] },
    expect: {
      status: 409,
      headers: { 'Content-Language': 'de', Vary: 'Origin, Accept-Language' },
      body: '{"type":"about:blank","title":"Konflikt","status":409,"detail":"Shipped."}',
    },
  },
  {
    name: 'a customize that throws is ignored',
    path: '/options/customize-throws',
    settings: 'customize throws',
    route: { throw: ['Conflict'] },
    expect: { status: 409, body: conflict, report: { noted: true } },
  },
  {
    name: 'customize cannot change the status',
    path: '/options/customize-status',
    settings: 'customize changes the status',
    route: { throw: ['Conflict'] },
    expect: { status: 409, body: conflict, report: { noted: true } },
  },
  {
    name: 'a customize that gives garbage is ignored',
    path: '/options/customize-garbage',
    settings: 'customize gives garbage',
    route: { throw: ['Conflict'] },
    expect: { status: 409, body: conflict, report: { noted: true } },
  },
  {
    name: 'an onError that throws does not stop the answer',
    path: '/options/on-error-throws',
    settings: 'onError throws',
    route: { throw: ['Conflict'] },
    expect: { status: 409, body: conflict },
  },
  {
    name: 'an onError that throws does not stop a 404',
    path: '/options/on-error-throws-404',
    settings: 'onError throws',
    expect: {
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404}',
      report: { kind: 'unmatched' },
    },
  },
  {
    name: 'debug adds message and causes',
    path: '/options/debug',
    settings: 'debug',
    route: { throwValue: { message: 'the pool is gone', cause: { message: 'connection refused' } } },
    expect: {
      status: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500,"debug":{"message":"the pool is gone","causes":[{"message":"connection refused"}]}}',
    },
  },
  {
    name: 'debug describes a value that is no error',
    path: '/options/debug-string',
    settings: 'debug',
    route: { throwValue: 'the pool is gone' },
    expect: {
      status: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500,"debug":{"message":"the pool is gone","causes":[]}}',
    },
  },
];
