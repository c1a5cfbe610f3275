import { basename } from 'node:path';
import type { ComparedScene, DetectionComparison } from '../../../src-shared/detection-comparison.ts';
import type { Protocol } from '../../../src-shared/detection-scores.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import { createBackend } from '../../backend/create-backend.ts';
import { createBatchLoader } from '../../data/batch-source.ts';
import type { DetectionDataset } from '../../data/dataset.ts';
import { collectDetections } from '../../evaluation/detection/collect-detections.ts';
import { imageDamage } from '../../evaluation/detection/image-damage.ts';
import type { DetectedImage } from '../../evaluation/detection/select-detections.ts';
import { runOverTestScenes } from '../../evaluation/detection/test-outputs.ts';
import { chooseVariant, readExportedNetwork } from '../../exports/exported-network.ts';
import { readDetector } from '../../graph/detector.ts';
import type { Bench } from '../bench.ts';
import { encodeScene } from '../dataset/encode-scene.ts';
import type { TaskInput } from '../tasks.ts';
import { findDataset } from './find-dataset.ts';

/** Less likely detections are not kept, whatever the protocol counts. */
const LEAST_CONFIDENCE = 0.05;
/** A protocol's own confidence lets through what nobody would act on. */
const LEAST_COUNTED = 0.25;
/** Where a protocol counts at several overlaps. */
const USUAL_OVERLAP = 0.5;

/**
 * What a run's detector finds on the test images beside what the base finds, by the files of its first seed; the images on which it makes
 * more mistakes first.
 * @throws EspalierError `not-found` where the data set or a network's file is gone or no longer what it was.
 */
export async function compareDetections(
  bench: Bench,
  { result, variant, examples, confidence }: TaskInput<'compare-detections'>,
): Promise<DetectionComparison> {
  const dataset = await findDataset(bench, result, 'detection');
  const protocol = protocolOf(result);
  const base = await detect(bench, result, 'base', dataset, protocol);
  const other = await detect(bench, result, variant, dataset, protocol);
  const options = {
    iou: protocol.iou ?? USUAL_OVERLAP,
    confidence: confidence ?? Math.max(protocol.confidence, LEAST_COUNTED),
  };
  const { scenes, count } = dataset.test;
  const compared = scenes.map((scene, index) => {
    const truths = base[index]?.truths ?? [];
    const found = [base, other].map((images) => images[index]?.found[0] ?? []);
    const [ofBase = [], ofOther = []] = found;
    return { scene, index, truths, base: ofBase, variant: ofOther, ...imageDamage(truths, ofBase, ofOther, options) };
  });
  const shown = compared
    .toSorted((one, next) => next.damage - one.damage || changes(next) - changes(one))
    .slice(0, examples)
    .map(async ({ scene, ...rest }): Promise<ComparedScene> => {
      const { name, height, width, ignored } = scene;
      return { image: await encodeScene(scene), name: basename(name), height, width, ignored, ...rest };
    });
  return {
    variant,
    classes: dataset.classes,
    protocol,
    confidence: options.confidence,
    leastConfidence: LEAST_CONFIDENCE,
    images: count,
    examples: await Promise.all(shown),
  };
}

function changes({
  lost,
  gained,
  newFalse,
  goneFalse,
}: Pick<ComparedScene, 'lost' | 'gained' | 'newFalse' | 'goneFalse'>): number {
  return lost + gained + newFalse + goneFalse;
}

function protocolOf({ measure, runId }: RunResult): Protocol {
  if (measure.kind === 'mean-average-precision') return measure.protocol;
  throw new EspalierError('bad-usage', `run ${runId} is not about detection: its networks give no boxes`);
}

/** What a network of the run finds on each test image, by the run's protocol but with less likely detections too. */
async function detect(
  bench: Bench,
  result: RunResult,
  name: string,
  dataset: DetectionDataset,
  protocol: Protocol,
): Promise<readonly DetectedImage[]> {
  const variant = chooseVariant(result, name);
  const file = variant.files.find(({ format }) => format === 'onnx')?.sha256 ?? '';
  const kept = { ...protocol, confidence: LEAST_CONFIDENCE };
  return bench.detections.recall(JSON.stringify([dataset.hash, file, kept]), async () => {
    const network = readExportedNetwork(result, variant, 'onnx');
    const detector = readDetector(network);
    const loader = createBatchLoader(dataset, detector);
    try {
      const batches = runOverTestScenes(network, await createBackend('auto'), loader, dataset.test);
      return await collectDetections(batches, detector, [kept]);
    } finally {
      await loader.close();
    }
  });
}
