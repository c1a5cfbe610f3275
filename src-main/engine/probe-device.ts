import { toEspalierError } from '../../src-shared/errors.ts';
import { createBackend } from '../backend/create-backend.ts';
import { createGraphBuilder } from '../graph/builder.ts';
import { floatTensor } from '../graph/tensor.ts';
import { openParentChannel } from './parent-channel.ts';
import { probeRequestSchema, type ProbeAnswer, type ProbeRequest } from './probe-message.ts';

/** A process that multiplies two small matrices on the device it is asked to try, says how that went, and ends. */
const parent = openParentChannel();
parent.onMessage((message) => {
  void probe(probeRequestSchema.parse(message)).then((answer) => {
    parent.send(answer);
    return parent.leave();
  });
});

async function probe({ device }: ProbeRequest): Promise<ProbeAnswer> {
  try {
    const backend = await createBackend(device);
    const builder = createGraphBuilder('probe');
    const left = builder.input('left', 'float32', [2, 2]);
    builder.add('MatMul', [left, left], { output: 'product' });
    builder.output('product', 'float32', [2, 2]);
    const executable = await backend.load(builder.build());
    const { product } = await executable.run({ left: floatTensor([2, 2], [1, 2, 3, 4]) });
    const right = product?.type === 'float32' && product.data.join(',') === '7,10,15,22';
    return { available: right, detail: right ? backend.engine : 'a product comes out wrong' };
  } catch (error) {
    return { available: false, detail: toEspalierError(error).message.split('\n')[0] ?? '' };
  }
}
