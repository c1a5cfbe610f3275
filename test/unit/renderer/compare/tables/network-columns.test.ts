import { describe, expect, it } from 'vitest';
import { bestIn, columnDiffers, networkColumns } from '../../../../../src-renderer/compare/tables/network-columns.ts';
import type { RunResult } from '../../../../../src-shared/result.ts';
import { sampleResult, sampleVariant } from '../../../../sample-result.ts';
import { sampleNetworks } from '../sample-comparison.ts';

const base = sampleVariant('base', { parameters: 900_000, accuracy: 0.95 });

function bestOf(column: string, results: readonly RunResult[]): string[] {
  const networks = sampleNetworks(results);
  return networkColumns(networks)
    .filter(({ key }) => key === column)
    .flatMap((one) => [...bestIn(one, networks)]);
}

describe('the table of networks', () => {
  it('has a column for each batch size that any network was timed with, and tells runs apart only where there are several', () => {
    const timed = sampleVariant('pruned', {
      latency: [{ batchSize: 8, medianMilliseconds: 3, p90Milliseconds: 4, runs: 5 }],
    });
    const keys = networkColumns(sampleNetworks([sampleResult({ variants: [base, timed] })])).map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith('latency'))).toEqual(['latency-1', 'latency-8', 'latency-64']);
    expect(keys).not.toContain('run');
    const several = networkColumns(sampleNetworks([sampleResult({ runId: '1' }), sampleResult({ runId: '2' })]));
    expect(several.map(({ key }) => key)).toContain('run');
  });

  it('marks the best smaller networks of a column, ties together, and never the base', () => {
    const variants = [
      base,
      sampleVariant('pruned', { accuracy: 0.8 }),
      sampleVariant('sketch', { accuracy: 0.9 }),
      sampleVariant('merge', { accuracy: 0.9 }),
    ];
    const results = [sampleResult({ runId: '1', variants })];
    expect(bestOf('accuracy', results)).toEqual(['1/sketch', '1/merge']);
    expect(bestOf('parameters', results)).toEqual([]);
  });

  it('calls no accuracy the best where runs used different data, but still the smallest network', () => {
    const { dataset } = sampleResult();
    const results = [
      sampleResult({ runId: '1', variants: [base, sampleVariant('pruned', { accuracy: 0.8 })] }),
      sampleResult({
        runId: '2',
        dataset: { ...dataset, hash: 'other' },
        variants: [base, sampleVariant('pruned', { accuracy: 0.9, parameters: 5 })],
      }),
    ];
    expect(bestOf('accuracy', results)).toEqual([]);
    expect(bestOf('parameters', results)).toEqual(['2/pruned']);
  });

  it('knows which columns say the same of all', () => {
    const networks = sampleNetworks([sampleResult({ variants: [base, sampleVariant('pruned')] })]);
    const equal = networkColumns(networks).filter((column) => !columnDiffers(column, networks));
    expect(equal.map(({ key }) => key)).toContain('seeds');
    expect(equal.map(({ key }) => key)).not.toContain('parameters');
  });
});
