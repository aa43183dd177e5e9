/** A TypeScript block of a document. */
export interface CodeBlock {
  /** Path of the document, from the root of the repository. */
  readonly file: string;
  /** Line of the opening fence, counted from 1. */
  readonly line: number;
  /** The document with everything blanked but this block and its hidden setup: errors point at the right line. */
  readonly code: string;
  /** False where the block is marked `no-run`. */
  readonly run: boolean;
  /** What is wrong with the way the block is marked. */
  readonly mistake?: string;
}

const typeScript = /^(ts|tsx|typescript|mts|cts|js|jsx|javascript|mjs|cjs)\b/i;

/** Finds the TypeScript blocks of a Markdown document; the convention is told in `readme.test.ts`. */
export function codeBlocks(file: string, markdown: string): CodeBlock[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: CodeBlock[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const fence = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(lines[index] ?? '');
    if (!fence) continue;
    const [, marks = '', info = ''] = fence;
    const start = index;
    do index += 1;
    while (index < lines.length && !(lines[index] ?? '').trim().startsWith(marks));
    if (!typeScript.test(info)) continue;

    const comment = commentAbove(lines, start);
    const setup = comment && /^<!--\s*ts\s*$/.test(lines[comment.from] ?? '') ? comment : undefined;
    const reason = comment && !setup ? lines.slice(comment.from, comment.to + 1).join(' ') : '';
    const code = lines.map((line, at) =>
      (at > start && at < index) || (setup && at > setup.from && at < setup.to) ? line : '',
    );
    const mistake = mistakeOf(info.trim(), reason);
    blocks.push({
      file,
      line: start + 1,
      code: code.join('\n'),
      run: info.trim() === 'ts',
      ...(mistake && { mistake }),
    });
  }
  return blocks;
}

function mistakeOf(info: string, reason: string): string | undefined {
  if (info === 'ts') return undefined;
  if (info !== 'ts no-run') return `\`${info}\` is neither \`ts\` nor \`ts no-run\``;
  if (!/<!--\s*no-run:\s*\w.*-->/s.test(reason))
    return '`no-run` needs `<!-- no-run: the reason -->` above it';
  return undefined;
}

function commentAbove(lines: readonly string[], line: number): { from: number; to: number } | undefined {
  let to = line - 1;
  while (to >= 0 && lines[to]?.trim() === '') to -= 1;
  if (!lines[to]?.trim().endsWith('-->')) return undefined;
  let from = to;
  while (from > 0 && !lines[from]?.trim().startsWith('<!--')) from -= 1;
  return { from, to };
}
