import type { Case } from './case.ts';

const conflict = '{"type":"about:blank","title":"Conflict","status":409}';
const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

/** Where in the life of a response an error may come, and where its client may have gone. DESIGN §5 */
export const stateCases: readonly Case[] = [
  {
    name: 'an error after the head alone cuts the connection',
    path: '/state/head',
    route: { how: 'async', steps: [['flush']], throw: ['Conflict'] },
    expect: { status: 200, kind: 'other', body: '', ending: 'cut', report: { kind: 'late', status: 409 } },
  },
  {
    name: 'an event stream that fails is cut, so that its client connects again',
    path: '/state/events',
    route: {
      how: 'async',
      steps: [
        ['header', 'Content-Type', 'text/event-stream'],
        ['write', 'data: 1\n\n'],
      ],
      throwForeign: 'plain Error',
    },
    expect: {
      status: 200,
      kind: 'other',
      body: 'data: 1\n\n',
      ending: 'cut',
      report: { kind: 'late', status: 500 },
    },
  },
  {
    name: 'an interim answer is no beginning',
    path: '/state/interim',
    route: { how: 'async', steps: [['interim']], throw: ['Conflict'] },
    expect: { status: 409, body: conflict },
  },
  {
    name: "a response taken out of the framework's hands is answered",
    path: '/state/taken',
    route: { how: 'async', steps: [['hijack']], throw: ['Conflict'] },
    expect: { status: 409, body: conflict },
  },
  {
    name: "a response taken out of the framework's hands is answered if the handler fails at once",
    path: '/state/taken-sync',
    route: { steps: [['hijack']], throwForeign: 'plain Error' },
    expect: { status: 500, body: internal },
  },
  {
    name: "a response taken out of the framework's hands that has begun is cut",
    path: '/state/taken-and-begun',
    route: { how: 'async', steps: [['hijack'], ['write', 'half']], throw: ['Conflict'] },
    expect: {
      status: 200,
      kind: 'other',
      body: 'half',
      ending: 'cut',
      report: { kind: 'late', status: 409 },
    },
  },
  {
    name: 'an error of middleware after the first chunk cuts the connection',
    path: '/state/middleware',
    route: { where: 'middleware', how: 'async', steps: [['write', 'half']], throw: ['Conflict'] },
    expect: {
      status: 200,
      kind: 'other',
      body: 'half',
      ending: 'cut',
      report: { kind: 'late', status: 409 },
    },
  },
  {
    name: 'an error after the first bytes over HTTP/1.0 resets the connection, since its end would look clean',
    path: '/state/1.0-late',
    // A client that has the reset before it has read reports a clean end: libuv, uv__stream_io.
    route: { steps: [['write', 'half'], ['pause']], throw: ['Conflict'] },
    request: { version: '1.0' },
    expect: {
      status: 200,
      kind: 'other',
      body: 'half',
      ending: 'cut',
      report: { kind: 'late', status: 409 },
    },
  },
  {
    name: 'a stream that fails after the first bytes over HTTP/1.0 resets the connection',
    path: '/state/1.0-stream',
    route: { steps: [['stream', 'half']] },
    request: { version: '1.0' },
    expect: {
      status: 200,
      kind: 'other',
      body: 'half',
      ending: 'cut',
      report: { kind: 'late', status: 500 },
    },
  },
  {
    name: 'a stream that fails before the first byte is answered over HTTP/1.0',
    path: '/state/1.0-stream-empty',
    route: { steps: [['stream', '']] },
    request: { version: '1.0' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'HEAD of a route whose stream fails before the first byte has the head only',
    path: '/state/head-stream',
    route: { how: 'async', throwForeign: 'plain Error', steps: [['header', 'ETag', '"v7"']] },
    request: { method: 'HEAD' },
    expect: { status: 500, body: internal },
  },
  {
    name: 'HEAD over HTTP/1.0',
    path: '/state/head-1.0',
    route: { throw: ['Conflict'] },
    request: { method: 'HEAD', version: '1.0' },
    expect: { status: 409, body: conflict },
  },
  {
    name: 'HEAD of a route that fails after the head is out is only reported',
    path: '/state/head-late',
    route: { how: 'async', steps: [['flush']], throw: ['Conflict'] },
    request: { method: 'HEAD' },
    expect: { status: 200, kind: 'other', body: '', report: { kind: 'late', status: 409 } },
  },
  {
    name: 'an error pipelined behind a good answer waits for its turn',
    path: '/state/behind',
    route: { throw: ['Conflict'] },
    request: { behind: 'pipelined' },
    expect: { status: 409, body: conflict },
  },
  {
    name: 'a late error pipelined behind a good answer cuts its own answer only',
    path: '/state/behind-late',
    route: { how: 'async', steps: [['write', 'half']], throw: ['Conflict'] },
    request: { behind: 'pipelined' },
    expect: {
      status: 200,
      kind: 'other',
      body: 'half',
      ending: 'cut',
      report: { kind: 'late', status: 409 },
    },
  },
  {
    name: 'a request behind a failed POST whose body nobody read is answered',
    path: '/state/unread',
    route: { methods: ['POST'], where: 'middleware', throw: ['Conflict'] },
    request: {
      method: 'POST',
      headers: [['Content-Type', 'application/json']],
      body: `{"quantity":${' '.repeat(900)}1}`,
      followedBy: 'pipelined',
    },
    expect: { status: 409, body: conflict },
  },
  {
    name: 'a client that leaves in the middle of the answer gets no more of it',
    path: '/state/left-reading',
    route: { steps: [['write', 'half'], ['left']], throw: ['Conflict'] },
    request: { leaves: 'waiting' },
    expect: {
      status: 200,
      kind: 'other',
      body: 'half',
      ending: 'cut',
      report: { kind: 'aborted', status: 499 },
    },
  },
  {
    name: 'a client that leaves in the middle of a good stream is no error',
    path: '/state/left-stream',
    route: { steps: [['stream', 'half', 'waits']] },
    request: { leaves: 'waiting' },
    expect: { status: 200, kind: 'other', body: 'half', ending: 'cut', report: 'none' },
  },
  {
    name: 'an error after the end is reported also if the client has gone since',
    path: '/state/left-after',
    route: { steps: [['end', 'done'], ['left']], throw: ['Conflict'] },
    request: { leaves: 'waiting' },
    expect: { status: 200, kind: 'other', body: 'done', report: { kind: 'late', status: 409 } },
  },
  {
    name: 'a client that leaves in the middle of a chunked upload gets nothing',
    path: '/state/left-chunked',
    route: { methods: ['POST'], steps: [['json']], throw: ['Conflict'] },
    request: {
      method: 'POST',
      headers: [
        ['Content-Type', 'application/json'],
        ['Transfer-Encoding', 'chunked'],
      ],
      body: '5\r\n{"qua\r\n',
      leaves: 'uploading',
    },
    expect: { status: 'none', body: '', report: { kind: 'aborted', status: 499 } },
  },
  {
    name: 'a client that leaves in the middle of an upload that nobody reads gets nothing',
    path: '/state/left-unread',
    route: { methods: ['POST'], where: 'middleware', steps: [['left']], throw: ['Conflict'] },
    request: {
      method: 'POST',
      headers: [['Content-Type', 'application/json']],
      body: '{"quantity":',
      leaves: 'uploading',
    },
    expect: { status: 'none', body: '', report: { kind: 'aborted', status: 499 } },
  },
];
