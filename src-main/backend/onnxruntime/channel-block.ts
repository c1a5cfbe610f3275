import * as ort from 'onnxruntime-node';
import { int, ints } from '../../graph/attribute.ts';
import { createGraphBuilder } from '../../graph/builder.ts';
import { encodeOnnx } from '../../graph/onnx-writer.ts';
import { floatTensor } from '../../graph/tensor.ts';
import { BLOCKED_DOMAIN } from './lowering/blocked-convolution.ts';

/** More channels than any block holds. */
const CHANNELS = 64;
const POSITIONS = 2;

let known: Promise<number | undefined> | undefined;

/**
 * How many channels ONNX Runtime lays side by side in its blocked layout on this processor: 16 with AVX-512, 8 with AVX2. It is found by
 * having numbered values reordered; undefined where the processor has no such layout.
 */
export function findChannelBlock(): Promise<number | undefined> {
  known ??= probe().catch(() => undefined);
  return known;
}

async function probe(): Promise<number | undefined> {
  const builder = createGraphBuilder('channel-block');
  const shape = [1, CHANNELS, 1, POSITIONS];
  const numbers = floatTensor(
    shape,
    Float32Array.from({ length: CHANNELS * POSITIONS }, (_, index) => index),
  );
  const values = builder.input('values', 'float32', shape);
  const blocked = builder.add('ReorderInput', [values], { domain: BLOCKED_DOMAIN });
  const kernel = builder.constant(floatTensor([CHANNELS, CHANNELS, 1, 1], new Float32Array(CHANNELS * CHANNELS)));
  const attributes = { kernel_shape: ints([1, 1]), group: int(1) };
  const convolved = builder.add('Conv', [blocked, kernel], { domain: BLOCKED_DOMAIN, attributes });
  builder.output(blocked, 'float32', shape);
  builder.output(convolved, 'float32', shape);
  const session = await ort.InferenceSession.create(encodeOnnx(builder.build()), {
    executionProviders: ['cpu'],
    logSeverityLevel: 4,
    intraOpNumThreads: 1,
  });
  try {
    const { [blocked]: reordered } = await session.run({ values: new ort.Tensor('float32', numbers.data, shape) });
    // The block of the first position ends where the second position of channel 0 stands.
    const block = reordered?.data instanceof Float32Array ? reordered.data.indexOf(1) : -1;
    return block > 1 && CHANNELS % block === 0 ? block : undefined;
  } finally {
    await session.release();
  }
}
