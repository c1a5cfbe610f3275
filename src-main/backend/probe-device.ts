import { toEspalierError } from '../../src-shared/errors.ts';
import type { Device } from '../../src-shared/recipe.ts';
import { createGraphBuilder } from '../graph/builder.ts';
import { floatTensor } from '../graph/tensor.ts';
import { createBackend } from './create-backend.ts';

/** Multiplies two small matrices on the device named on the command line and prints one line: `works …` or `fails …`. */
const device = parseDevice(process.argv[2]);
try {
  const backend = await createBackend(device);
  const builder = createGraphBuilder('probe');
  const left = builder.input('left', 'float32', [2, 2]);
  builder.add('MatMul', [left, left], { output: 'product' });
  builder.output('product', 'float32', [2, 2]);
  const executable = await backend.load(builder.build());
  const { product } = await executable.run({ left: floatTensor([2, 2], [1, 2, 3, 4]) });
  const right = product?.type === 'float32' && product.data.join(',') === '7,10,15,22';
  say(right ? `works ${backend.engine}` : 'fails a product comes out wrong');
} catch (error) {
  say(`fails ${toEspalierError(error).message.split('\n')[0] ?? ''}`);
}

function parseDevice(name: string | undefined): Device {
  return name === 'webgpu' || name === 'cuda' || name === 'tensorflow' ? name : 'cpu';
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
