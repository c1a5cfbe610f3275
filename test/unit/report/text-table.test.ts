import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCsv, renderMarkdownTable, renderTextTable } from '../../../src-main/report/text-table.ts';

/** RFC 4180 read back, character by character. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(index + 1) === '"') cell += text.charAt(++index);
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      row.push(cell);
      cell = '';
    } else if (character === '\r' && text.charAt(index + 1) === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      index += 1;
    } else cell += character;
  }
  return rows;
}

describe('tables', () => {
  it('align names left and numbers right', () => {
    expect(
      renderTextTable(
        ['network', 'size'],
        [
          ['base', '1'],
          ['sketched', '10.5'],
        ],
      ).split('\n'),
    ).toEqual(['network   size', '──────────────', 'base         1', 'sketched  10.5']);
  });

  it('keep their columns in Markdown whatever a cell holds (would catch a "|" that splits it)', () => {
    expect(renderMarkdownTable(['a'], [['x|y\n<b>']])).toBe('| a |\n| --- |\n| x\\|y &lt;b&gt; |');
  });

  it('give back every cell from CSV (would catch a quote or line break that breaks a row)', () => {
    const cells = fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') }), {
      minLength: 2,
      maxLength: 2,
    });
    fc.assert(
      fc.property(cells, fc.array(cells), (head, rows) => {
        expect(readCsv(renderCsv(head, rows))).toEqual([head, ...rows]);
      }),
    );
  });
});
