import { expect, it } from 'vitest';
import { lowerForBatches } from '../../../../src-main/backend/onnxruntime/batches/lower-for-batches.ts';
import { estimatePassSession } from '../../../../src-main/backend/onnxruntime/session-memory.ts';
import { withBatchSize } from '../../../../src-main/graph/graph.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';

// Would catch the matrices that evaluation multiplies small maps with, more than the weights they are made of, being left out.
it('counts what is made for batches: itself, in a session and in the order of its kernels', async () => {
  const pass = withBatchSize(buildVgg16({ classes: 10, width: 0.5, seed: 1 }), 2);
  const constants = [...lowerForBatches(pass).weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  const weights = [...pass.weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  expect(constants).toBeGreaterThan(1.3 * weights);
  const once = await estimatePassSession(pass, 1);
  expect(once).toBeGreaterThan(2 * constants + (constants - weights));
  expect(await estimatePassSession(pass, 2)).toBeGreaterThan(once);
});
