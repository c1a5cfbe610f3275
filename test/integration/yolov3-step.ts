import { createBackend } from '../../src-main/backend/create-backend.ts';
import { randomImages } from '../../src-main/graph/random-images.ts';
import { LEARNING_RATE } from '../../src-main/graph/optimizer.ts';
import { floatTensor, zeros } from '../../src-main/graph/tensor.ts';
import { buildTrainingStep, LOSS } from '../../src-main/graph/training-step.ts';
import { buildYolov3 } from '../../src-main/network/darknet/yolov3.ts';
import { initialState } from '../../src-main/training/training-state.ts';
import { peakMemoryBytes } from '../peak-memory.ts';

/** One training step of the full YOLOv3 at 608×608, batch 1, in a process of its own: prints its loss and the most memory the process had. */
const network = buildYolov3({ classes: 10, width: 1, input: { height: 608, width: 608 }, seed: 1 });
const step = buildTrainingStep(network, { batchSize: 1, momentum: 0.9, weightDecay: 5e-4, sparsity: 1e-4 });
const executable = await (await createBackend('cpu')).load(step.graph);
const outputs = await executable.run({
  ...Object.fromEntries(initialState(network, step)),
  ...Object.fromEntries(step.targets.map(({ name, shape }) => [name, zeros(shape)])),
  [step.images]: randomImages(network, 1),
  [LEARNING_RATE]: floatTensor([], [0.001]),
});
process.stdout.write(JSON.stringify({ loss: Number(outputs[LOSS]?.data[0]), peakBytes: peakMemoryBytes() }));
