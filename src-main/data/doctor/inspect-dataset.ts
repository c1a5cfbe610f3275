import { resolve } from 'node:path';
import type { DatasetKind, DatasetReport } from '../../../src-shared/dataset-report.ts';
import { CIFAR10, CIFAR100 } from '../cifar/cifar-format.ts';
import type { ExaminationResult } from './examination.ts';
import { guessKind } from './guess-kind.ts';
import { inspectCifar } from './inspect-cifar.ts';

/**
 * Looks at every image of a data set and reports counts, balance, channel statistics and what is wrong, of broken data sets too.
 * The kind is guessed where it is not given.
 * @throws EspalierError `bad-dataset` where there is nothing at the path, or nothing that can be taken for a data set.
 */
export async function inspectDataset(path: string, kind?: DatasetKind): Promise<DatasetReport> {
  const started = performance.now();
  const guess = await guessKind(path, kind);
  const result = await examine(path, guess.kind);
  return {
    kind: guess.kind,
    path: resolve(path),
    guess: guess.because,
    ...result,
    seconds: (performance.now() - started) / 1000,
  };
}

async function examine(path: string, kind: DatasetKind): Promise<ExaminationResult> {
  switch (kind) {
    case 'cifar10':
      return inspectCifar(CIFAR10, path);
    case 'cifar100':
      return inspectCifar(CIFAR100, path);
    case 'image-folder': {
      // Loads a large native library that the other kinds don't need.
      const { inspectImageFolder } = await import('./inspect-image-folder.ts');
      return inspectImageFolder(path);
    }
  }
}
