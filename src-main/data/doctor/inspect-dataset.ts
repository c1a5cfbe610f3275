import { resolve } from 'node:path';
import type { DatasetKind, DatasetReport } from '../../../src-shared/dataset-report.ts';
import { CIFAR10, CIFAR100 } from '../cifar/cifar-format.ts';
import type { ExaminationResult } from './examination.ts';
import { guessKind } from './guess-kind.ts';
import { inspectCifar } from './inspect-cifar.ts';
import type { SceneOptions } from './scene-source.ts';

/** The size of input that objects are judged at where none is given: the papers'. */
const INPUT = [608, 608] as const;

/** What a detection data set's path alone doesn't say. */
export interface InspectOptions extends SceneOptions {
  /** Height and width of the input that the sizes of objects are judged at. */
  readonly size?: readonly [number, number] | undefined;
}

/**
 * Looks at every image of a data set and reports counts, balance, channel statistics and what is wrong, of broken data sets too.
 * The kind is guessed where it is not given.
 * @throws EspalierError `bad-dataset` where there is nothing at the path, or nothing that can be taken for a data set.
 */
export async function inspectDataset(
  path: string,
  kind?: DatasetKind,
  options: InspectOptions = {},
): Promise<DatasetReport> {
  const started = performance.now();
  const guess = await guessKind(path, kind);
  const result = await examine(path, guess.kind, options);
  return {
    kind: guess.kind,
    path: resolve(path),
    guess: guess.because,
    ...result,
    seconds: (performance.now() - started) / 1000,
  };
}

async function examine(path: string, kind: DatasetKind, options: InspectOptions): Promise<ExaminationResult> {
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
    case 'visdrone':
    case 'coco':
    case 'yolo': {
      const { inspectScenes } = await import('./inspect-scenes.ts');
      const [height, width] = options.size ?? INPUT;
      return inspectScenes(kind, path, { height, width }, options);
    }
  }
}
