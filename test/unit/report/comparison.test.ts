import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../../src-main/report/comparison-table.ts';
import type { SeedOutcome } from '../../../src-shared/result.ts';
import { sampleResult, sampleVariant } from '../../sample-result.ts';

function outcomes(accuracies: readonly number[]): SeedOutcome[] {
  return accuracies.map((accuracy, index) => {
    return { seed: index + 1, parameters: 1, macs: 1, accuracyBefore: accuracy / 2, accuracy, loss: 1 };
  });
}

const seeded = sampleResult({
  variants: [
    sampleVariant('base', { accuracy: 0.9, accuracyBefore: 0.9, seeds: outcomes([0.88, 0.92]) }),
    sampleVariant('pruned', { accuracy: 0.85, accuracyBefore: 0.425, seeds: outcomes([0.84, 0.86]) }),
  ],
});

function readCsv(text: string): Readonly<Record<string, string>>[] {
  const [head = '', ...rows] = text.trimEnd().split('\r\n');
  const names = head.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, column) => [names[column] ?? '', cell])));
}

describe('a comparison of networks of several seeds', () => {
  it('shows mean ± sample standard deviation and says so (would catch n in place of n − 1: ± 1.0)', () => {
    const table = comparisonTable([seeded], 'table');
    expect(table).toContain('85.0 ± 1.4 % (−5.0)');
    expect(table).toContain('42.5 ± 0.7 %');
    expect(table).toContain('± is the sample standard deviation over the seeds (2 of them).');
    expect(comparisonTable([seeded], 'md')).toContain('\n\n± is the sample standard deviation');
  });

  it('gives programs the deviations, that of the change paired by seed', () => {
    const [, pruned] = readCsv(comparisonTable([seeded], 'csv'));
    expect(Number(pruned?.['accuracy_deviation'])).toBeCloseTo(Math.SQRT2 / 100, 12);
    // Changes of −4 and −6 points.
    expect(Number(pruned?.['accuracy_change'])).toBeCloseTo(-0.05, 12);
    expect(Number(pruned?.['accuracy_change_deviation'])).toBeCloseTo(Math.SQRT2 / 100, 12);
    expect(pruned).toMatchObject({ seed: '1', seeds: '2', dataset: 'generated', dataset_sha256: 'ef'.repeat(32) });
    const rows: unknown = JSON.parse(comparisonTable([seeded], 'json'));
    expect(rows).toMatchObject([{ seeds: 2 }, { seeds: 2, accuracyDeviation: Number(pruned?.['accuracy_deviation']) }]);
  });

  it('has no spread of one seed (would catch "85.0 ± 0.0 %" that nobody measured)', () => {
    expect(comparisonTable([sampleResult()], 'table')).not.toContain('±');
    const [base] = readCsv(comparisonTable([sampleResult()], 'csv'));
    expect(base).toMatchObject({ seeds: '1', accuracy_deviation: '', accuracy_change_deviation: '' });
  });
});

describe('a comparison of runs on different data', () => {
  const other = { ...seeded, runId: 'other', dataset: { ...seeded.dataset, hash: '00'.repeat(32) } };

  it('says below the table that they can not be compared, and keeps JSON and CSV to the numbers', () => {
    expect(comparisonTable([seeded, other], 'table').split('\n').at(-1)).toContain('These runs used different data');
    expect(comparisonTable([seeded, other], 'md')).toContain('These runs used different data');
    expect(readCsv(comparisonTable([seeded, other], 'csv')).map((row) => row['dataset_sha256'])).toEqual([
      ...new Array<string>(2).fill('ef'.repeat(32)),
      ...new Array<string>(2).fill('00'.repeat(32)),
    ]);
    expect((): unknown => JSON.parse(comparisonTable([seeded, other], 'json'))).not.toThrow();
  });
});
