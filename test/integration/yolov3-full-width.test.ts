import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBackend } from '../../src-main/backend/create-backend.ts';
import { measureCost } from '../../src-main/evaluation/cost.ts';
import { randomImages } from '../../src-main/graph/random-images.ts';
import { batchNormScales } from '../../src-main/graph/classifier.ts';
import { floatWeight, withBatchSize, withWeights, type Graph } from '../../src-main/graph/graph.ts';
import { encodeOnnx } from '../../src-main/graph/onnx-writer.ts';
import { concreteShape, inferShapes } from '../../src-main/graph/shape-inference.ts';
import { floatTensor } from '../../src-main/graph/tensor.ts';
import { buildYolov3 } from '../../src-main/network/darknet/yolov3.ts';
import { surveyGroups } from '../../src-main/pruning/coupled-groups.ts';
import { planPruning } from '../../src-main/pruning/plan.ts';
import { removeChannels } from '../../src-main/pruning/surgery.ts';
import { createRandom } from '../../src-shared/random.ts';
import { parseRecipe, shortcutSchema, type Shortcut } from '../../src-shared/recipe.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const SIDE = 608;
const GIBIBYTE = 2 ** 30;

/** YOLOv3 for VisDrone's ten classes, its scales spread as sparsity training spreads them. */
function buildSparse(): Graph {
  const graph = buildYolov3({ classes: 10, width: 1, input: { height: SIDE, width: SIDE }, seed: 1 });
  const random = createRandom(1, 'scales');
  return withWeights(
    graph,
    [...batchNormScales(graph)].map((name) => {
      const { shape, data } = floatWeight(graph, name);
      return [
        name,
        floatTensor(
          shape,
          data.map(() => random.uniform() ** 3),
        ),
      ] as const;
    }),
  );
}

let sparse: Graph | undefined;

function prune(shortcut: Shortcut): Graph {
  const graph = (sparse ??= buildSparse());
  const { prune: recipe } = parseRecipe({
    name: 'half',
    dataset: { kind: 'visdrone', path: 'VisDrone' },
    network: { kind: 'yolov3' },
    train: { epochs: 1 },
    prune: { criterion: 'bn-scale', scope: 'global', ratio: 0.5, minChannels: 1, minShare: 0.1, shortcut },
  });
  if (recipe === undefined) throw new Error('nothing to prune');
  return removeChannels(graph, surveyGroups(graph).groups, planPruning(graph, recipe, 1));
}

const python = '/usr/bin/python3';
const hasChecker = spawnSync(python, ['-c', 'import onnx']).status === 0;

describe('YOLOv3 at full width', () => {
  it.each(shortcutSchema.options)(
    'pruned by half of the scales with %s is a legal, smaller network with the same outputs',
    (shortcut) => {
      const pruned = prune(shortcut);
      const shapes = inferShapes(withBatchSize(pruned, 1));
      expect(pruned.outputs.map(({ name }) => concreteShape(shapes, name).slice(1))).toEqual([
        [45, SIDE / 32, SIDE / 32],
        [45, SIDE / 16, SIDE / 16],
        [45, SIDE / 8, SIDE / 8],
      ]);
      const { parameters, macs } = measureCost(pruned);
      expect(parameters).toBeLessThan(61_572_199 * 0.75);
      expect(macs).toBeLessThan(measureCost(sparse ?? pruned).macs);
    },
  );

  it.skipIf(!hasChecker)(
    `pruned and written as ONNX passes its checker and runs${hasChecker ? '' : ' (no python3-onnx)'}`,
    async () => {
      const pruned = prune('sketch');
      const path = join(temporaryFolder(), 'pruned.onnx');
      writeFileSync(path, encodeOnnx(pruned));
      execFileSync(python, [
        '-c',
        'import onnx, sys; onnx.checker.check_model(onnx.load(sys.argv[1]), full_check=True)',
        path,
      ]);
      const executable = await (await createBackend('cpu')).load(pruned);
      const outputs = await executable.run({ images: randomImages(pruned, 1) });
      await executable.release();
      expect(Object.keys(outputs)).toHaveLength(3);
      for (const { data } of Object.values(outputs))
        expect(data.every((value) => Number.isFinite(Number(value)))).toBe(true);
    },
  );

  it('trains a step at 608×608, batch 1, within 16 GiB', () => {
    const program = fileURLToPath(new URL('./yolov3-step.ts', import.meta.url));
    const { loss, peakBytes } = JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' }));
    expect(loss).toBeGreaterThan(0);
    expect(peakBytes).toBeLessThan(16 * GIBIBYTE);
  });
});
