import { describe, expect, it } from 'vitest';
import { nextSorting, sortRows, type Cell } from '../../../../../src-renderer/compare/tables/table-sorting.ts';

const rows: readonly { readonly name: string; readonly value: Cell }[] = [
  { name: 'a', value: 10 },
  { name: 'b', value: null },
  { name: 'c', value: 9 },
  { name: 'd', value: Number.NaN },
  { name: 'e', value: 10 },
];

function sorted(direction: 'ascending' | 'descending'): string {
  return sortRows(rows, ({ value }) => value, direction)
    .map(({ name }) => name)
    .join('');
}

describe('sorting a table', () => {
  it('compares numbers as numbers, keeps equal rows in their order, and puts what is missing last both ways', () => {
    expect(sorted('ascending')).toBe('caebd');
    expect(sorted('descending')).toBe('aecbd');
  });

  it('sorts names with numbers in them as people do, and leaves the given rows alone', () => {
    const names = ['sketch-alpha-10', 'sketch-alpha-9', 'merge'];
    expect(sortRows(names, (name) => name, 'ascending')).toEqual(['merge', 'sketch-alpha-9', 'sketch-alpha-10']);
    expect(names[0]).toBe('sketch-alpha-10');
  });

  it('begins a column with its better values, and turns it round when it is chosen again', () => {
    const first = nextSorting(undefined, 'accuracy', 'descending');
    expect(first).toEqual({ column: 'accuracy', direction: 'descending' });
    expect(nextSorting(first, 'accuracy', 'descending')).toEqual({ column: 'accuracy', direction: 'ascending' });
    expect(nextSorting(first, 'macs', 'ascending')).toEqual({ column: 'macs', direction: 'ascending' });
  });
});
