import type { Case } from './case.ts';

/** Every class, one by one. RFC 9110 §15.5, §15.6 */
export const classCases: readonly Case[] = [
  {
    name: '400 BadRequest',
    path: '/classes/bad-request',
    route: { throw: ['BadRequest', 'The cursor is malformed.'] },
    expect: {
      status: 400,
      body: '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The cursor is malformed."}',
    },
  },
  {
    name: '401 Unauthorized',
    path: '/classes/unauthorized',
    route: {
      throw: ['Unauthorized', 'The token has expired.', { challenge: 'Bearer error="invalid_token"' }],
    },
    expect: {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
      body: '{"type":"about:blank","title":"Unauthorized","status":401,"detail":"The token has expired."}',
    },
  },
  {
    name: '402 PaymentRequired',
    path: '/classes/payment-required',
    route: { throw: ['PaymentRequired', 'The trial has ended.'] },
    expect: {
      status: 402,
      body: '{"type":"about:blank","title":"Payment Required","status":402,"detail":"The trial has ended."}',
    },
  },
  {
    name: '403 Forbidden',
    path: '/classes/forbidden',
    route: { throw: ['Forbidden', 'Only editors may publish.'] },
    expect: {
      status: 403,
      body: '{"type":"about:blank","title":"Forbidden","status":403,"detail":"Only editors may publish."}',
    },
  },
  {
    name: '404 NotFound',
    path: '/classes/not-found',
    route: { throw: ['NotFound', 'No order has the number 42.'] },
    expect: {
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404,"detail":"No order has the number 42."}',
    },
  },
  {
    name: '405 MethodNotAllowed',
    path: '/classes/method-not-allowed',
    route: { throw: ['MethodNotAllowed', 'Orders cannot be deleted.', { allow: ['GET', 'HEAD'] }] },
    expect: {
      status: 405,
      headers: { Allow: 'GET, HEAD' },
      body: '{"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"Orders cannot be deleted."}',
    },
  },
  {
    name: '406 NotAcceptable',
    path: '/classes/not-acceptable',
    route: { throw: ['NotAcceptable', 'Only JSON is served here.'] },
    expect: {
      status: 406,
      body: '{"type":"about:blank","title":"Not Acceptable","status":406,"detail":"Only JSON is served here."}',
    },
  },
  {
    name: '407 ProxyAuthenticationRequired',
    path: '/classes/proxy-authentication-required',
    route: {
      throw: [
        'ProxyAuthenticationRequired',
        'The proxy does not know you.',
        { challenge: 'Basic realm="proxy"' },
      ],
    },
    expect: {
      status: 407,
      headers: { 'Proxy-Authenticate': 'Basic realm="proxy"' },
      body: '{"type":"about:blank","title":"Proxy Authentication Required","status":407,"detail":"The proxy does not know you."}',
    },
  },
  {
    name: '408 RequestTimeout',
    path: '/classes/request-timeout',
    route: { throw: ['RequestTimeout', 'The upload took too long.'] },
    expect: {
      status: 408,
      body: '{"type":"about:blank","title":"Request Timeout","status":408,"detail":"The upload took too long."}',
    },
  },
  {
    name: '409 Conflict',
    path: '/classes/conflict',
    route: { throw: ['Conflict', 'Order 42 has shipped.'] },
    expect: {
      status: 409,
      body: '{"type":"about:blank","title":"Conflict","status":409,"detail":"Order 42 has shipped."}',
    },
  },
  {
    name: '410 Gone',
    path: '/classes/gone',
    route: { throw: ['Gone', 'The offer ended in May.'] },
    expect: {
      status: 410,
      body: '{"type":"about:blank","title":"Gone","status":410,"detail":"The offer ended in May."}',
    },
  },
  {
    name: '411 LengthRequired',
    path: '/classes/length-required',
    route: { throw: ['LengthRequired', 'Send a Content-Length.'] },
    expect: {
      status: 411,
      body: '{"type":"about:blank","title":"Length Required","status":411,"detail":"Send a Content-Length."}',
    },
  },
  {
    name: '412 PreconditionFailed',
    path: '/classes/precondition-failed',
    route: { throw: ['PreconditionFailed', 'The book was changed by somebody else.'] },
    expect: {
      status: 412,
      body: '{"type":"about:blank","title":"Precondition Failed","status":412,"detail":"The book was changed by somebody else."}',
    },
  },
  {
    name: '413 ContentTooLarge',
    path: '/classes/content-too-large',
    route: { throw: ['ContentTooLarge', 'A cover may have 2 MB.'] },
    expect: {
      status: 413,
      body: '{"type":"about:blank","title":"Content Too Large","status":413,"detail":"A cover may have 2 MB."}',
    },
  },
  {
    name: '414 URITooLong',
    path: '/classes/uri-too-long',
    route: { throw: ['URITooLong', 'The filter is too long.'] },
    expect: {
      status: 414,
      body: '{"type":"about:blank","title":"URI Too Long","status":414,"detail":"The filter is too long."}',
    },
  },
  {
    name: '415 UnsupportedMediaType',
    path: '/classes/unsupported-media-type',
    route: { throw: ['UnsupportedMediaType', 'Send JSON.', { accept: ['application/json'] }] },
    expect: {
      status: 415,
      headers: { Accept: 'application/json' },
      body: '{"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"Send JSON."}',
    },
  },
  {
    name: '416 RangeNotSatisfiable',
    path: '/classes/range-not-satisfiable',
    route: { throw: ['RangeNotSatisfiable', 'The file has 1234 bytes.', { size: 1234 }] },
    expect: {
      status: 416,
      headers: { 'Content-Range': 'bytes */1234' },
      body: '{"type":"about:blank","title":"Range Not Satisfiable","status":416,"detail":"The file has 1234 bytes."}',
    },
  },
  {
    name: '417 ExpectationFailed',
    path: '/classes/expectation-failed',
    route: { throw: ['ExpectationFailed', 'Expectations are not supported.'] },
    expect: {
      status: 417,
      body: '{"type":"about:blank","title":"Expectation Failed","status":417,"detail":"Expectations are not supported."}',
    },
  },
  {
    name: '421 MisdirectedRequest',
    path: '/classes/misdirected-request',
    route: { throw: ['MisdirectedRequest', 'This host does not serve shop.example.'] },
    expect: {
      status: 421,
      body: '{"type":"about:blank","title":"Misdirected Request","status":421,"detail":"This host does not serve shop.example."}',
    },
  },
  {
    name: '422 UnprocessableContent',
    path: '/classes/unprocessable-content',
    route: { throw: ['UnprocessableContent', 'The return date is before the departure.'] },
    expect: {
      status: 422,
      body: '{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The return date is before the departure."}',
    },
  },
  {
    name: '423 Locked',
    path: '/classes/locked',
    route: { throw: ['Locked', 'The document is being edited.'] },
    expect: {
      status: 423,
      body: '{"type":"about:blank","title":"Locked","status":423,"detail":"The document is being edited."}',
    },
  },
  {
    name: '424 FailedDependency',
    path: '/classes/failed-dependency',
    route: { throw: ['FailedDependency', 'The payment failed first.'] },
    expect: {
      status: 424,
      body: '{"type":"about:blank","title":"Failed Dependency","status":424,"detail":"The payment failed first."}',
    },
  },
  {
    name: '425 TooEarly',
    path: '/classes/too-early',
    route: { throw: ['TooEarly', 'Repeat the request after the handshake.'] },
    expect: {
      status: 425,
      body: '{"type":"about:blank","title":"Too Early","status":425,"detail":"Repeat the request after the handshake."}',
    },
  },
  {
    name: '426 UpgradeRequired',
    path: '/classes/upgrade-required',
    route: { throw: ['UpgradeRequired', 'This is a WebSocket.', { upgrade: 'websocket' }] },
    expect: {
      status: 426,
      headers: { Upgrade: 'websocket', Connection: 'Upgrade' },
      body: '{"type":"about:blank","title":"Upgrade Required","status":426,"detail":"This is a WebSocket."}',
    },
  },
  {
    name: '428 PreconditionRequired',
    path: '/classes/precondition-required',
    route: { throw: ['PreconditionRequired', 'Send If-Match.'] },
    expect: {
      status: 428,
      body: '{"type":"about:blank","title":"Precondition Required","status":428,"detail":"Send If-Match."}',
    },
  },
  {
    name: '429 TooManyRequests',
    path: '/classes/too-many-requests',
    route: { throw: ['TooManyRequests', 'One request a second is free.'] },
    expect: {
      status: 429,
      body: '{"type":"about:blank","title":"Too Many Requests","status":429,"detail":"One request a second is free."}',
    },
  },
  {
    name: '431 RequestHeaderFieldsTooLarge',
    path: '/classes/request-header-fields-too-large',
    route: { throw: ['RequestHeaderFieldsTooLarge', 'The cookie is too large.'] },
    expect: {
      status: 431,
      body: '{"type":"about:blank","title":"Request Header Fields Too Large","status":431,"detail":"The cookie is too large."}',
    },
  },
  {
    name: '451 UnavailableForLegalReasons',
    path: '/classes/unavailable-for-legal-reasons',
    route: { throw: ['UnavailableForLegalReasons', 'Blocked by court order.'] },
    expect: {
      status: 451,
      body: '{"type":"about:blank","title":"Unavailable For Legal Reasons","status":451,"detail":"Blocked by court order."}',
    },
  },
  {
    name: '500 InternalServerError',
    path: '/classes/internal-server-error',
    route: { throw: ['InternalServerError', 'the pool is gone: hunter2'] },
    expect: {
      status: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500}',
    },
  },
  {
    name: '501 NotImplemented',
    path: '/classes/not-implemented',
    route: { throw: ['NotImplemented', 'PROPFIND is not implemented.'] },
    expect: {
      status: 501,
      body: '{"type":"about:blank","title":"Not Implemented","status":501,"detail":"PROPFIND is not implemented."}',
    },
  },
  {
    name: '502 BadGateway',
    path: '/classes/bad-gateway',
    route: { throw: ['BadGateway', 'The warehouse answered with nonsense.'] },
    expect: {
      status: 502,
      body: '{"type":"about:blank","title":"Bad Gateway","status":502,"detail":"The warehouse answered with nonsense."}',
    },
  },
  {
    name: '503 ServiceUnavailable',
    path: '/classes/service-unavailable',
    route: { throw: ['ServiceUnavailable', 'Back at noon.'] },
    expect: {
      status: 503,
      body: '{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"Back at noon."}',
    },
  },
  {
    name: '504 GatewayTimeout',
    path: '/classes/gateway-timeout',
    route: { throw: ['GatewayTimeout', 'The warehouse did not answer.'] },
    expect: {
      status: 504,
      body: '{"type":"about:blank","title":"Gateway Timeout","status":504,"detail":"The warehouse did not answer."}',
    },
  },
  {
    name: '505 HTTPVersionNotSupported',
    path: '/classes/http-version-not-supported',
    route: { throw: ['HTTPVersionNotSupported', 'Use HTTP/1.1.'] },
    expect: {
      status: 505,
      body: '{"type":"about:blank","title":"HTTP Version Not Supported","status":505,"detail":"Use HTTP/1.1."}',
    },
  },
  {
    name: '506 VariantAlsoNegotiates',
    path: '/classes/variant-also-negotiates',
    route: { throw: ['VariantAlsoNegotiates', 'The variants negotiate in a circle.'] },
    expect: {
      status: 506,
      body: '{"type":"about:blank","title":"Variant Also Negotiates","status":506,"detail":"The variants negotiate in a circle."}',
    },
  },
  {
    name: '507 InsufficientStorage',
    path: '/classes/insufficient-storage',
    route: { throw: ['InsufficientStorage', 'The shelf is full.'] },
    expect: {
      status: 507,
      body: '{"type":"about:blank","title":"Insufficient Storage","status":507,"detail":"The shelf is full."}',
    },
  },
  {
    name: '508 LoopDetected',
    path: '/classes/loop-detected',
    route: { throw: ['LoopDetected', 'The folder contains itself.'] },
    expect: {
      status: 508,
      body: '{"type":"about:blank","title":"Loop Detected","status":508,"detail":"The folder contains itself."}',
    },
  },
  {
    name: '510 NotExtended',
    path: '/classes/not-extended',
    route: { throw: ['NotExtended', 'An extension is missing.'] },
    expect: {
      status: 510,
      body: '{"type":"about:blank","title":"Not Extended","status":510,"detail":"An extension is missing."}',
    },
  },
  {
    name: '511 NetworkAuthenticationRequired',
    path: '/classes/network-authentication-required',
    route: { throw: ['NetworkAuthenticationRequired', 'Log in to the network first.'] },
    expect: {
      status: 511,
      body: '{"type":"about:blank","title":"Network Authentication Required","status":511,"detail":"Log in to the network first."}',
    },
  },
];
