import { createOnnxRuntimeBackend } from '../../src-main/backend/onnxruntime/session.ts';
import { randomImages } from '../../src-main/graph/random-images.ts';
import type { Graph } from '../../src-main/graph/graph.ts';
import { LEARNING_RATE } from '../../src-main/graph/optimizer.ts';
import { countElements, floatTensor, zeros, type Tensor } from '../../src-main/graph/tensor.ts';
import { buildTrainingStep } from '../../src-main/graph/training-step.ts';
import { initialState } from '../../src-main/training/training-state.ts';
import type { Measurement } from './measurement.ts';
import { NETWORKS } from './networks.ts';
import { openPytorch } from './pytorch-peer.ts';
import { runSideBySide, type Turn } from './side-by-side.ts';

/** At most so many times PyTorch's time. */
const GOALS: Readonly<Record<'classifier' | 'detector', number>> = { classifier: 1.4, detector: 1.5 };

/** Training steps (forward, loss, backward, SGD with momentum and weight decay) beside PyTorch, on all cores of the CPU. */
export async function benchTrainingStep(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { name, batchSize, build } of NETWORKS) {
    const network = build();
    const { run, release } = await openStep(network, batchSize);
    const peer = openPytorch(network, 'train', batchSize);
    const bound = network.outputs.length === 1 ? GOALS.classifier : GOALS.detector;
    const goal = { of: 'ratio', kind: 'at most', bound } as const;
    try {
      measurements.push(
        await runSideBySide({ name: `step of ${name}, batch ${batchSize}`, run, peer, warmUp: 2, rounds: 5, goal }),
      );
    } finally {
      peer?.close();
      await release();
    }
  }
  return measurements;
}

/** A training step on random images, ready to be timed. */
export async function openStep(
  network: Graph,
  batchSize: number,
): Promise<{ run: () => Promise<Turn>; release: () => Promise<void> }> {
  const step = buildTrainingStep(network, { batchSize, momentum: 0.9, weightDecay: 5e-4, sparsity: 0 });
  const backend = createOnnxRuntimeBackend({ device: 'cpu' });
  const executable = await backend.loadStep(step.graph, initialState(network, step));
  const images = randomImages(network, batchSize);
  const targets = Object.fromEntries(
    step.targets.map(({ name, type, shape }): [string, Tensor] => [
      name,
      type === 'int64' ? { type, shape, data: new BigInt64Array(countElements(shape)) } : zeros(shape),
    ]),
  );
  const inputs = { ...targets, [step.images]: images, [LEARNING_RATE]: floatTensor([], [1e-4]) };
  return {
    async run() {
      const runs = executable.runsAtOnce;
      const started = performance.now();
      await executable.run(runs, () => inputs);
      return { runs, milliseconds: (performance.now() - started) / runs };
    },
    release: () => executable.release(),
  };
}
