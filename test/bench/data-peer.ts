import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ClassificationDataset } from '../../src-main/data/dataset.ts';

const PYTHON = '/usr/bin/python3';
const answerSchema = z.object({ name: z.string(), imagesPerSecond: z.number() });

/** Images a second of PyTorch's DataLoader with the same augmentation; undefined where python3-torch is not installed. */
export async function measurePytorchLoader(
  { train, mean, deviation }: ClassificationDataset,
  batchSize: number,
): Promise<{ name: string; value: number } | undefined> {
  if (spawnSync(PYTHON, ['-c', 'import torch']).status !== 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'espalier-bench-'));
  try {
    const images = join(folder, 'images');
    const labels = join(folder, 'labels');
    await writeFile(images, train.images);
    await writeFile(labels, train.labels);
    const script = fileURLToPath(new URL('./data-peer.py', import.meta.url));
    const input = JSON.stringify({ images, labels, mean, deviation, batchSize });
    const answer = spawnSync(PYTHON, [script], { input, encoding: 'utf8' });
    if (answer.status !== 0) throw new Error(`the PyTorch peer failed: ${answer.stderr}`);
    const { name, imagesPerSecond } = answerSchema.parse(JSON.parse(answer.stdout));
    return { name, value: imagesPerSecond };
  } finally {
    await rm(folder, { recursive: true });
  }
}
