import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { DatasetSamples } from '../../../src-shared/routes/wizard-routes.ts';
import type { Bench } from '../bench.ts';
import { drawBalanced } from './draw-balanced.ts';
import { drawScenes } from './draw-scenes.ts';
import { encodePng } from './encode-png.ts';
import type { TaskInput } from '../tasks.ts';

/** Draws images of a split, as many of each class as is possible. @throws EspalierError `bad-dataset`. */
export async function drawSamples(bench: Bench, input: TaskInput<'draw-samples'>): Promise<DatasetSamples> {
  const { dataset: recipe } = input;
  if (recipe.kind === 'image-folder' && (await bench.lastDataset(recipe)) === undefined) {
    return drawFromFolder(recipe, input);
  }
  const dataset = await bench.dataset(recipe);
  if (dataset.task === 'detection') return drawScenes(dataset, input);
  const { classes, channels, height, width, train, test } = dataset;
  const { labels, images } = dataset[input.split];
  const bytes = channels * height * width;
  const drawn = drawBalanced(labels, input.count, input.seed).map(async (index) => {
    const image = await encodePng(images.subarray(index * bytes, (index + 1) * bytes), height, width);
    return { image, label: labels[index] ?? 0, index, boxes: null };
  });
  return {
    classes,
    train: train.count,
    test: test.count,
    channels,
    height,
    width,
    images: await Promise.all(drawn),
  };
}

/** Decodes only the images that are drawn; one that can't be decoded is left out, since the doctor tells of it. */
async function drawFromFolder(
  recipe: Extract<DatasetRecipe, { kind: 'image-folder' }>,
  { split, count, seed }: TaskInput<'draw-samples'>,
): Promise<DatasetSamples> {
  const { listSplits } = await import('../../data/image-folder/list-splits.ts');
  const { decodeImage } = await import('../../data/image-folder/decode-image.ts');
  const { classes, train, test } = await listSplits(recipe);
  const files = { train, test }[split];
  const [height, width] = recipe.size;
  const labels = files.map(({ label }) => label);
  const drawn = drawBalanced(labels, count, seed).map(async (index) => {
    const decoded = await decodeImage(files[index]?.path ?? '', { height, width });
    if ('problem' in decoded) return undefined;
    return { image: await encodePng(decoded.pixels, height, width), label: labels[index] ?? 0, index, boxes: null };
  });
  return {
    classes,
    train: train.length,
    test: test.length,
    channels: 3,
    height,
    width,
    images: (await Promise.all(drawn)).filter((sample) => sample !== undefined),
  };
}
