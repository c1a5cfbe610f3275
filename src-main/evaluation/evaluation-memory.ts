import { estimatePassSession } from '../backend/onnxruntime/session-memory.ts';
import { SLOTS } from '../data/batch-ring.ts';
import type { Dataset } from '../data/dataset.ts';
import { withBatchSize, type Graph } from '../graph/graph.ts';
import { buildLossPass } from '../graph/loss-pass.ts';
import { evaluationBatch } from './evaluation-batch.ts';

/** Of a batch: in the ring, and out of it. */
const BATCH_COPIES = SLOTS + 1;
const BYTES_PER_VALUE = 4;

/** The memory that evaluating a network on the test split takes on the CPU beside the network itself and its images: in bytes. */
export async function estimateEvaluation(network: Graph, { task, test }: Dataset): Promise<number> {
  const batchSize = evaluationBatch(network, test.count);
  const graph = task === 'classification' ? withBatchSize(network, batchSize) : buildLossPass(network, batchSize).graph;
  const batch = graph.inputs.reduce(
    (sum, { shape }) => sum + shape.map(Number).reduce((product, size) => product * size, BYTES_PER_VALUE),
    0,
  );
  return BATCH_COPIES * batch + (await estimatePassSession(graph, Math.ceil(test.count / batchSize)));
}
