import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassificationDataset } from '../../src-main/data/dataset.ts';
import { measureInPython } from './python-peer.ts';

/** Images a second of PyTorch's DataLoader with the same augmentation; undefined where python3-torch is not installed. */
export async function measurePytorchLoader(
  { train, mean, deviation }: ClassificationDataset,
  batchSize: number,
): Promise<{ name: string; value: number } | undefined> {
  return measureInPython({
    module: 'torch',
    script: 'data-peer.py',
    async prepare(folder) {
      const images = join(folder, 'images');
      const labels = join(folder, 'labels');
      await writeFile(images, train.images);
      await writeFile(labels, train.labels);
      return { images, labels, mean, deviation, batchSize };
    },
  });
}
