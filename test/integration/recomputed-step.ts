import { createBackend } from '../../src-main/backend/create-backend.ts';
import { randomImages } from '../../src-main/graph/random-images.ts';
import { LEARNING_RATE } from '../../src-main/graph/optimizer.ts';
import { floatTensor, zeros } from '../../src-main/graph/tensor.ts';
import { buildTrainingStep, LOSS } from '../../src-main/graph/training-step.ts';
import { buildYolov3 } from '../../src-main/network/darknet/yolov3.ts';
import { initialState } from '../../src-main/training/training-state.ts';
import { peakMemoryBytes } from '../peak-memory.ts';

/** `node recomputed-step.ts kept|again`: a training step of a narrow YOLOv3 on large images; prints its loss and the memory that it took. */
const BATCH = 2;
const network = buildYolov3({ classes: 10, width: 0.25, input: { height: 608, width: 608 }, seed: 1 });
const recompute = process.argv[2] === 'again';
const step = buildTrainingStep(network, { batchSize: BATCH, momentum: 0.9, weightDecay: 5e-4, sparsity: 0, recompute });
const executable = await (await createBackend('cpu')).loadStep(step.graph, initialState(network, step));
const before = process.memoryUsage.rss();
const [outputs] = await executable.run(1, () => ({
  ...Object.fromEntries(step.targets.map(({ name, shape }) => [name, zeros(shape)])),
  [step.images]: randomImages(network, BATCH),
  [LEARNING_RATE]: floatTensor([], [0.001]),
}));
const takenBytes = peakMemoryBytes() - before;
process.stdout.write(JSON.stringify({ loss: Number(outputs?.[LOSS]?.data[0]), takenBytes }));
