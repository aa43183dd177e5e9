/** A line of a file that is not blank. */
export interface Line {
  /** From 1, blank lines counted. */
  readonly line: number;
  readonly bytes: Uint8Array;
}

const newline = 0x0a;

/** The lines of a file that have more in them than white space, one at a time. */
export function* linesOf(file: Uint8Array): Generator<Line> {
  let start = 0;
  for (let line = 1; start < file.length; line++) {
    const end = file.indexOf(newline, start);
    const bytes = file.subarray(start, end < 0 ? file.length : end);
    if (!isBlank(bytes)) yield { line, bytes };
    start += bytes.length + 1;
  }
}

/** Space, tab, carriage return, or a BOM in front of them. RFC 8259 §2 */
function isBlank(bytes: Uint8Array): boolean {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.subarray(hasMark ? 3 : 0).every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
