import { describe, expect, it } from 'vitest';
import { describeLayerLatency, layerLatencyTable } from '../../../src-main/report/layer-latency.ts';
import { buildReport } from '../../../src-main/report/build-report.ts';
import type { LayerLatency } from '../../../src-shared/result.ts';
import { sampleResult } from '../../sample-result.ts';

/** A layer of which these shares are left. */
function layerOf(layer: string, macs: number, time: number): LayerLatency {
  return {
    layer,
    macsBefore: 1_000_000,
    macsAfter: macs * 1_000_000,
    millisecondsBefore: 2,
    millisecondsAfter: time * 2,
  };
}

describe('describeLayerLatency', () => {
  it('names the layers that lost MACs but no time, with both shares', () => {
    const layers = [layerOf('stem', 0.5, 0.99), layerOf('body', 0.5, 0.6), layerOf('head', 0.4, 1.2)];
    expect(describeLayerLatency(layers)).toEqual([
      'Of 3 layers with fewer multiply–accumulates 2 got no faster by themselves: stem (50 % of the MACs, 99 % of the time), head (40 % of the MACs, 120 % of the time).',
    ]);
  });

  it('blames no layer that lost next to nothing', () => {
    const layers = [layerOf('stem', 0.97, 1), layerOf('body', 0.5, 0.6)];
    expect(describeLayerLatency(layers)).toEqual([
      'Every layer that lost multiply–accumulates takes less time by itself, too.',
    ]);
  });

  it('says nothing where nothing was measured: results of earlier versions', () => {
    expect(describeLayerLatency([])).toEqual([]);
    const blocks = buildReport([sampleResult({ layerLatency: [] })]);
    expect(JSON.stringify(blocks)).not.toContain('in steps');
  });
});

describe('layerLatencyTable', () => {
  it('has what is left of the MACs beside what is left of the time', () => {
    expect(layerLatencyTable([layerOf('stem', 0.5, 0.99)]).rows).toEqual([
      ['stem', '1.000 M', '500.0 k', '50 %', '2.00 ms', '1.98 ms', '99 %', 'no'],
    ]);
  });
});
