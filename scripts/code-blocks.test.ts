import { describe, expect, it } from 'vitest';
import { codeBlocks } from './code-blocks.ts';

describe('codeBlocks', () => {
  it('keeps the code on the lines it has in the document', () => {
    expect(codeBlocks('a.md', '# A\n\n```ts\nconst a = 1;\n```\n\n```sh\nls\n```\n')).toEqual([
      { file: 'a.md', line: 3, code: '\n\n\nconst a = 1;\n\n\n\n\n\n', run: true },
    ]);
  });

  it('puts the hidden setup in front', () => {
    const [block] = codeBlocks('a.md', '<!-- ts\nconst a = 1;\n-->\n\n```ts\na;\n```');
    expect(block?.code).toBe('\nconst a = 1;\n\n\n\na;\n');
  });

  it('accepts no-run with a reason', () => {
    const [block] = codeBlocks('a.md', '<!-- no-run: needs a broker -->\n```ts no-run\na;\n```');
    expect(block).toMatchObject({ run: false });
    expect(block).not.toHaveProperty('mistake');
  });

  it('refuses no-run without a reason', () => {
    const [block] = codeBlocks('a.md', 'Text.\n\n```ts no-run\na;\n```');
    expect(block?.mistake).toBe('`no-run` needs `<!-- no-run: the reason -->` above it');
  });

  it('refuses words that would let a block escape', () => {
    for (const info of ['typescript', 'js', 'ts skip', 'tsx']) {
      expect(codeBlocks('a.md', `\`\`\`${info}\na;\n\`\`\``)[0]?.mistake).toBe(
        `\`${info}\` is neither \`ts\` nor \`ts no-run\``,
      );
    }
  });
});
