import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { measureLatency } from '../../../src-main/evaluation/latency.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';

describe('measureLatency', () => {
  it('gives each network its own median and p90, batch by batch: catches times put under another network', async () => {
    const networks = [0.25, 0.0625].map((width) => buildVgg16({ classes: 10, width, seed: 1 }));
    const backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });
    const [large = [], small = []] = await measureLatency(networks, backend, {
      batchSizes: [1, 8],
      warmUp: 1,
      runs: 7,
    });
    for (const measured of [large, small]) {
      expect(measured.map(({ batchSize, runs }) => [batchSize, runs])).toEqual([
        [1, 7],
        [8, 7],
      ]);
      for (const { medianMilliseconds, p90Milliseconds } of measured) {
        expect(medianMilliseconds).toBeGreaterThan(0);
        expect(p90Milliseconds).toBeGreaterThanOrEqual(medianMilliseconds);
      }
    }
    expect(small[1]?.medianMilliseconds).toBeLessThan(large[1]?.medianMilliseconds ?? 0);
    expect(large[1]?.medianMilliseconds).toBeLessThan(5000);
  });
});
