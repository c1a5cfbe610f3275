import { describe, expect, it } from 'vitest';
import { findWarnings } from '../../../../../src-renderer/compare/reading/warnings.ts';
import { sampleResult, sampleVariant } from '../../../../sample-result.ts';
import { paperProtocol, sampleNetworks } from '../sample-comparison.ts';

const slow = [{ batchSize: 1, medianMilliseconds: 2, p90Milliseconds: 3, runs: 9 }];
const fast = [{ batchSize: 1, medianMilliseconds: 1, p90Milliseconds: 2, runs: 9 }];
const base = sampleVariant('base', { macs: 16_000_000, latency: slow });

describe('warnings of a comparison', () => {
  it('name a network that computes less but is no faster, and no other', () => {
    const variants = [
      base,
      sampleVariant('pruned', { macs: 8_000_000, latency: slow }),
      sampleVariant('sketch', { macs: 8_000_000, latency: fast }),
      sampleVariant('merge', { macs: 15_900_000, latency: slow }),
    ];
    const warnings = findWarnings(sampleNetworks([sampleResult({ variants })]));
    expect(warnings).toEqual([
      {
        kind: 'no-speed-up',
        networks: [
          {
            network: expect.objectContaining({ outcome: expect.objectContaining({ name: 'pruned' }) }),
            batches: [{ batchSize: 1, speedup: 1 }],
          },
        ],
      },
    ]);
  });

  it('say nothing of speed where the base was not timed', () => {
    const variants = [{ ...base, latency: [] }, sampleVariant('pruned', { latency: slow })];
    expect(findWarnings(sampleNetworks([sampleResult({ variants })]))).toEqual([]);
  });

  it('group the runs by the data they used', () => {
    const { dataset } = sampleResult();
    const variants = [sampleVariant('base')];
    const results = [
      sampleResult({ runId: '1', variants }),
      sampleResult({ runId: '2', variants, dataset: { ...dataset, name: 'other', hash: 'other' } }),
      sampleResult({ runId: '3', variants }),
    ];
    expect(findWarnings(sampleNetworks(results))).toEqual([
      {
        kind: 'different-data',
        groups: [
          { data: dataset.name, runs: [1, 3] },
          { data: 'other', runs: [2] },
        ],
      },
    ]);
  });

  it('group the runs by what they measured, a setting of the protocol included', () => {
    const variants = [sampleVariant('base')];
    const strict = { kind: 'mean-average-precision', protocol: { ...paperProtocol, confidence: 0.5 } } as const;
    const loose = { kind: 'mean-average-precision', protocol: paperProtocol } as const;
    const results = [strict, loose, strict].map((measure, index) =>
      sampleResult({ runId: String(index), variants, measure }),
    );
    expect(findWarnings(sampleNetworks(results))).toEqual([
      {
        kind: 'different-measures',
        groups: [
          { measure: strict, runs: [1, 3] },
          { measure: loose, runs: [2] },
        ],
      },
    ]);
  });
});
