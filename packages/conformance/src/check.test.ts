import { describe, expect, it } from 'vitest';
import type { Case } from './case.ts';
import { checkAnswer, checkReports } from './check.ts';
import { parseAnswers, type Received } from './raw-request.ts';

const row: Case = {
  name: 'a case',
  path: '/case',
  route: { throw: ['Conflict'] },
  expect: {
    status: 409,
    headers: { 'X-Kept': 'yes' },
    body: '{"type":"about:blank","title":"Conflict","status":409}',
  },
};

const head = [
  'HTTP/1.1 409 Conflict',
  'Content-Type: application/problem+json',
  'Content-Length: 54',
  'Cache-Control: no-store',
  'X-Content-Type-Options: nosniff',
  'X-Kept: yes',
  'Date: Mon, 03 Feb 2031 04:05:06 GMT',
  'Connection: close',
];

function received(
  lines: readonly string[],
  body: string,
  end: Received['end'] = 'closed',
  method = 'GET',
): Received {
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
  return { ...parseAnswers(bytes, [method], true), bytes, end };
}

/** The good answer with one line replaced, or taken away. */
function withLine(index: number, line?: string): Received {
  return received(line === undefined ? head.toSpliced(index, 1) : head.with(index, line), row.expect.body);
}

describe('checkAnswer', () => {
  it('counts how often a body was asked for', () => {
    const asked = received(['HTTP/1.1 100 Continue', '', ...head], row.expect.body);
    expect(checkAnswer(row, asked)).toEqual(['100 Continue came 1 times']);
    const continued: Case = { ...row, expect: { ...row.expect, continued: true } };
    expect(checkAnswer(continued, asked)).toEqual([]);
    expect(checkAnswer(continued, received(head, row.expect.body))).toEqual(['100 Continue came 0 times']);
  });

  it('agrees with the answer that the case describes', () => {
    expect(checkAnswer(row, received(head, row.expect.body))).toEqual([]);
  });

  it.each([
    ['another status', withLine(0, 'HTTP/1.1 500 Internal Server Error')],
    ['a charset', withLine(1, 'Content-Type: application/problem+json; charset=utf-8')],
    ['no media type', withLine(1)],
    ['a wrong Content-Length', withLine(2, 'Content-Length: 55')],
    ['no Content-Length', withLine(2)],
    ['caching', withLine(3, 'Cache-Control: public')],
    ['no nosniff', withLine(4)],
    ['a missing header', withLine(5)],
    ['a header sent twice', received([...head, 'X-Kept: yes'], row.expect.body)],
    ['a header left over', received([...head, 'ETag: "v7"'], row.expect.body)],
    ['another body', received(head, row.expect.body.replace('Conflict', 'Conflikt'))],
    ['a body cut short', received(head, row.expect.body.slice(0, 20))],
    ['bytes after the body', received(head, `${row.expect.body}{}`)],
    ['a connection that was reset', received(head, row.expect.body, 'reset')],
    ['a host that hangs', received(head, row.expect.body, 'timeout')],
    ['no answer', received([], '')],
    ['a secret', received([...head, 'X-Powered-By: hunter2'], row.expect.body)],
  ])('finds %s', (_what, answer) => {
    expect(checkAnswer(row, answer)).not.toEqual([]);
  });

  it('finds a status in the body that is not that of the status line', () => {
    const body = row.expect.body.replace('409', '400');
    const wrong: Case = { ...row, expect: { ...row.expect, body } };
    expect(checkAnswer(wrong, received(head, body))).toEqual([
      'the body says status 400, the status line 409',
    ]);
  });

  it.each([
    [
      'application/problem+xml',
      '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807"><status>409</status></problem>',
    ],
    ['text/html; charset=utf-8', '<!doctype html>\n<title>409 Conflict</title>'],
    ['text/plain; charset=utf-8', '409 Conflict'],
  ])('wants the representation that the case names: %s', (mediaType, body) => {
    const other: Case = { ...row, expect: { ...row.expect, mediaType, body } };
    const lines = head.with(1, `Content-Type: ${mediaType}`).with(2, `Content-Length: ${body.length}`);
    expect(checkAnswer(other, received(lines, body))).toEqual([]);
    expect(checkAnswer(other, received(lines.with(1, head[1] ?? ''), body))).not.toEqual([]);
    expect(checkAnswer(row, received(lines, body))).not.toEqual([]);
    const wrong = body.replace('409', '400');
    expect(
      checkAnswer({ ...other, expect: { ...other.expect, body: wrong } }, received(lines, wrong)),
    ).toEqual(['the body says status 400, the status line 409']);
  });

  it('wants the length of the body from HEAD, and no body', () => {
    const headRow: Case = { ...row, request: { method: 'HEAD' } };
    expect(checkAnswer(headRow, received(head, '', 'closed', 'HEAD'))).toEqual([]);
    expect(
      checkAnswer(headRow, received(head.with(2, 'Content-Length: 0'), '', 'closed', 'HEAD')),
    ).not.toEqual([]);
    expect(checkAnswer(headRow, received(head, row.expect.body, 'closed', 'HEAD'))).not.toEqual([]);
  });

  it('finds a clean end where the connection has to be cut', () => {
    const cut: Case = { ...row, expect: { status: 200, kind: 'other', body: 'half', ending: 'cut' } };
    const start = ['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'];
    expect(checkAnswer(cut, received(start, '4\r\nhalf\r\n'))).toEqual([]);
    expect(checkAnswer(cut, received(start, '4\r\nhalf\r\n0\r\n\r\n'))).toEqual([
      'the answer ends cleanly, as if it were whole',
    ]);
  });

  it('finds any byte where none may be sent', () => {
    const none: Case = { ...row, expect: { status: 'none', body: '' } };
    expect(
      checkAnswer(none, { answers: [], interim: [], surplus: '', bytes: Buffer.alloc(0), end: 'left' }),
    ).toEqual([]);
    expect(checkAnswer(none, received(head, row.expect.body))).not.toEqual([]);
  });

  it('finds a next request without an answer', () => {
    const followed: Case = { ...row, request: { followedBy: 'after' } };
    expect(checkAnswer(followed, received(head, row.expect.body))).toEqual([
      'the other request on the connection got no answer',
    ]);
  });
});

describe('checkReports', () => {
  const report = { kind: 'thrown', status: 409, notes: [], isTheThrown: true };

  it('agrees with one report of the kind and status of the case', () => {
    expect(checkReports(row, [report])).toEqual([]);
  });

  it.each([
    ['no report', []],
    ['a second report', [report, report]],
    ['another kind', [{ ...report, kind: 'late' }]],
    ['another status', [{ ...report, status: 500 }]],
    ['another error', [{ ...report, isTheThrown: false }]],
    ['notes where nothing was dropped', [{ ...report, notes: ['a header was dropped'] }]],
  ])('finds %s', (_what, reports) => {
    expect(checkReports(row, reports)).not.toEqual([]);
  });

  it('finds a report where none is expected, and no notes where some are', () => {
    expect(checkReports({ ...row, expect: { ...row.expect, report: 'none' } }, [report])).not.toEqual([]);
    expect(
      checkReports({ ...row, expect: { ...row.expect, report: { noted: true } } }, [report]),
    ).not.toEqual([]);
  });
});
