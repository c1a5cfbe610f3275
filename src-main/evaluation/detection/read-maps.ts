import { EspalierError } from '../../../src-shared/errors.ts';
import type { NamedTensors } from '../../backend/backend.ts';

/** What an output holds for one image: [channels, height, width]. */
export interface Maps {
  readonly data: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** @throws EspalierError `bad-network` where the output is missing or not of the form [N, channels, height, width]. */
export function readMaps(outputs: NamedTensors, name: string, channels: number, image: number): Maps {
  const output = outputs[name];
  const [, found, height, width] = output?.shape ?? [];
  if (
    output?.type !== 'float32' ||
    output.shape.length !== 4 ||
    found !== channels ||
    height === undefined ||
    width === undefined
  ) {
    const form = output === undefined ? 'missing' : `${output.type} of the form [${output.shape.join(', ')}]`;
    throw new EspalierError(
      'bad-network',
      `the network's output "${name}" should be float32 of the form [N, ${channels}, height, width] for the detector it says it is, but is ${form}`,
    );
  }
  const length = channels * height * width;
  return { data: output.data.subarray(image * length, (image + 1) * length), height, width };
}
