import { createHash } from 'node:crypto';
import type { ClassificationDataset, ImageSplit } from './dataset.ts';

/** Room for the decoded images of one split, all zero. `imageBytes` is channels × height × width. */
export function allocateSplit(count: number, imageBytes: number): ImageSplit {
  return {
    count,
    images: new Uint8Array(new SharedArrayBuffer(count * imageBytes)),
    labels: new Uint8Array(new SharedArrayBuffer(count)),
  };
}

/** A data set from its decoded splits: adds the train split's channel statistics and the content hash. */
export function assembleDataset(
  parts: Omit<ClassificationDataset, 'task' | 'mean' | 'deviation' | 'hash'>,
): ClassificationDataset {
  const { train, test, channels, height, width } = parts;
  return {
    ...parts,
    task: 'classification',
    ...channelStatistics(train, channels, height * width),
    hash: hashSplits([train, test]),
  };
}

/** Mean and standard deviation of each channel, of bytes scaled to [0, 1]; the sums are whole numbers, so exact. */
export function channelStatistics(
  split: ImageSplit,
  channels: number,
  planeBytes: number,
): { mean: number[]; deviation: number[] } {
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let plane = 0; plane < split.count * channels; plane++) {
    let sum = 0;
    let square = 0;
    for (let position = plane * planeBytes; position < (plane + 1) * planeBytes; position++) {
      const value = split.images[position] ?? 0;
      sum += value;
      square += value * value;
    }
    const channel = plane % channels;
    sums[channel] = (sums[channel] ?? 0) + sum;
    squares[channel] = (squares[channel] ?? 0) + square;
  }
  const count = split.count * planeBytes;
  const mean = Array.from(sums, (sum) => sum / count / 255);
  const deviation = Array.from(squares, (square, channel) => {
    const average = (sums[channel] ?? 0) / count;
    return Math.sqrt(square / count - average * average) / 255;
  });
  return { mean, deviation };
}

/** SHA-256 over each split's count, labels and images, so that moving an image between the splits changes it too. */
function hashSplits(splits: readonly ImageSplit[]): string {
  const hash = createHash('sha256');
  for (const { count, labels, images } of splits) hash.update(`${count}\n`).update(labels).update(images);
  return hash.digest('hex');
}
