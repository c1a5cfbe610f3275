import type { Detector } from '../../src-shared/detector.ts';
import { detectorTargets } from '../../src-shared/detector-targets.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import type { ImageFormat } from './augmentation.ts';
import { createImageFormat } from './augmentation.ts';
import type { BatchLayout } from './batch-ring.ts';
import type { Dataset, ImageSplit, SceneSplit } from './dataset.ts';

/** What a worker is started with: the splits that it makes batches of, and how. */
export type BatchWork =
  | { readonly kind: 'images'; readonly train: ImageSplit; readonly test: ImageSplit; readonly format: ImageFormat }
  | {
      readonly kind: 'scenes';
      readonly train: SceneSplit;
      readonly test: SceneSplit;
      readonly height: number;
      readonly width: number;
      readonly detector: Detector;
    };

/** The work on a data set; the targets of scenes are those of a detector. @throws EspalierError `internal` where there is none. */
export function workOn(dataset: Dataset, detector: Detector | undefined): BatchWork {
  if (dataset.task === 'classification') {
    return { kind: 'images', train: dataset.train, test: dataset.test, format: createImageFormat(dataset) };
  }
  if (detector === undefined) throw new EspalierError('internal', 'batches of scenes need a detector');
  const { train, test, height, width } = dataset;
  return { kind: 'scenes', train, test, height, width, detector };
}

export function layoutOf(work: BatchWork): BatchLayout {
  switch (work.kind) {
    case 'images': {
      const { channels, height, width } = work.format;
      return { imageValues: channels * height * width, targets: [{ name: 'labels', type: 'int64', shape: [] }] };
    }
    case 'scenes': {
      const { detector, height, width } = work;
      const targets = detectorTargets(detector, height, width);
      return { imageValues: 3 * height * width, targets: targets.map((target) => ({ ...target, type: 'float32' })) };
    }
  }
}
