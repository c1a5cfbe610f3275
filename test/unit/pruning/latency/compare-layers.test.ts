import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { measureCost } from '../../../../src-main/evaluation/cost.ts';
import { surveyGroups } from '../../../../src-main/pruning/coupled-groups.ts';
import { compareLayers } from '../../../../src-main/pruning/latency/compare-layers.ts';
import { planPruning } from '../../../../src-main/pruning/plan.ts';
import { removeChannels } from '../../../../src-main/pruning/surgery.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { PLAIN_PRUNING } from '../../../plain-pruning.ts';

const backend = createOnnxRuntimeBackend({ device: 'cpu' });

describe('compareLayers', { timeout: 60_000 }, () => {
  it('times the layers that lost MACs, those that only lost inputs too, and no other', async () => {
    const network = buildVgg16({ classes: 10, width: 0.25, seed: 1 });
    const plan = planPruning(network, { ...PLAIN_PRUNING, layers: { conv2_2: 0.5, conv5_3: 0.75 } }, 1);
    const pruned = removeChannels(network, surveyGroups(network).groups, plan);
    const compared = await compareLayers(network, pruned, backend);
    expect(compared.map(({ layer }) => layer)).toEqual(['conv2_2', 'conv3_1', 'conv5_3']);
    const macsOf = new Map(measureCost(pruned).layers.map(({ name, macs }) => [name, macs]));
    for (const { layer, macsAfter, millisecondsBefore, millisecondsAfter } of compared) {
      expect(macsAfter).toBe(macsOf.get(layer));
      expect(Math.min(millisecondsBefore, millisecondsAfter)).toBeGreaterThan(0);
    }
  });

  it('has nothing to say of a network that lost nothing', async () => {
    const network = buildVgg16({ classes: 10, width: 0.1, seed: 1 });
    expect(await compareLayers(network, network, backend)).toEqual([]);
  });
});
