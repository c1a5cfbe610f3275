import { toEspalierError } from '../../src-shared/errors.ts';
import { createBackend } from '../backend/create-backend.ts';
import { createGraphBuilder } from '../graph/builder.ts';
import { floatTensor } from '../graph/tensor.ts';
import { timeTrainingStep } from '../training/time-training-step.ts';
import { openParentChannel } from './parent-channel.ts';
import { probeRequestSchema, type ProbeAnswer, type ProbeRequest } from './probe-message.ts';

/** A process that multiplies two small matrices on the device it is asked to try, times a training step there if wanted, says how that went, and ends. */
const parent = openParentChannel();
parent.onMessage((message) => {
  void probe(probeRequestSchema.parse(message)).then((answer) => {
    parent.send(answer);
    return parent.leave();
  });
});

async function probe({ device, timed }: ProbeRequest): Promise<ProbeAnswer> {
  try {
    const backend = await createBackend(device);
    const builder = createGraphBuilder('probe');
    const left = builder.input('left', 'float32', [2, 2]);
    builder.add('MatMul', [left, left], { output: 'product' });
    builder.output('product', 'float32', [2, 2]);
    const executable = await backend.load(builder.build());
    const { product } = await executable.run({ left: floatTensor([2, 2], [1, 2, 3, 4]) });
    const right = product?.type === 'float32' && product.data.join(',') === '7,10,15,22';
    if (!right) return { available: false, detail: 'a product comes out wrong', stepMilliseconds: null };
    const stepMilliseconds = timed ? await timeTrainingStep(backend) : null;
    return { available: true, detail: backend.engine, stepMilliseconds };
  } catch (error) {
    const detail = toEspalierError(error).message.split('\n')[0] ?? '';
    return { available: false, detail, stepMilliseconds: null };
  }
}
