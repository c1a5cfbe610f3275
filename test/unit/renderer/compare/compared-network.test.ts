import { describe, expect, it } from 'vitest';
import { areComparable, baseOf, bestSmaller, shareData } from '../../../../src-renderer/compare/compared-network.ts';
import { sampleResult, sampleVariant } from '../../../sample-result.ts';
import { paperProtocol, sampleNetworks } from './sample-comparison.ts';

const base = sampleVariant('base', { parameters: 900_000, accuracy: 0.9 });
const dataset = sampleResult().dataset;

describe('the networks of a comparison', () => {
  it('look alike in every run that has one of their kind, and belong to their own run’s base', () => {
    const results = ['1', '2'].map((runId) => sampleResult({ runId, variants: [base, sampleVariant('pruned')] }));
    const networks = sampleNetworks(results);
    expect(networks.map(({ key, run, style }) => `${key} ${run} ${style}`)).toEqual([
      '1/base 1 0',
      '1/pruned 1 1',
      '2/base 2 0',
      '2/pruned 2 1',
    ]);
    expect(networks.map((network) => baseOf(networks, network)?.key)).toEqual(['1/base', '1/base', '2/base', '2/base']);
  });

  it('have as best the most accurate smaller one, of equal ones the smallest, never the base', () => {
    const variants = [
      base,
      sampleVariant('pruned', { accuracy: 0.85, parameters: 300_000 }),
      sampleVariant('sketch', { accuracy: 0.85, parameters: 200_000 }),
      sampleVariant('merge', { accuracy: 0.7, parameters: 100_000 }),
      sampleVariant('refit', { accuracy: Number.NaN, parameters: 100_000 }),
    ];
    expect(bestSmaller(sampleNetworks([sampleResult({ variants })]))?.row.variant).toBe('sketch');
  });

  it('have no best where nothing is smaller, or where runs used different data', () => {
    expect(bestSmaller(sampleNetworks([sampleResult({ variants: [base] })]))).toBeUndefined();
    const results = [
      sampleResult({ runId: '1' }),
      sampleResult({ runId: '2', dataset: { ...dataset, hash: 'other' } }),
    ];
    const networks = sampleNetworks(results);
    expect(shareData(networks)).toBe(false);
    expect(bestSmaller(networks)).toBeUndefined();
  });

  it('have no best where runs were counted by different protocols', () => {
    const results = [paperProtocol, { ...paperProtocol, confidence: 0.2 }].map((protocol, index) =>
      sampleResult({ runId: String(index), measure: { kind: 'mean-average-precision', protocol } }),
    );
    const networks = sampleNetworks(results);
    expect(shareData(networks)).toBe(true);
    expect(areComparable(networks)).toBe(false);
    expect(bestSmaller(networks)).toBeUndefined();
    expect(bestSmaller(networks.filter(({ run }) => run === 1))).toBeDefined();
  });

  it('share their data only with as many test images', () => {
    const results = [sampleResult({ runId: '1' }), sampleResult({ runId: '2', dataset: { ...dataset, test: 17 } })];
    expect(shareData(sampleNetworks(results))).toBe(false);
  });
});
