import { centerNetTargets } from '../../../src-shared/detector-targets.ts';
import type { CenterNetDetector } from '../../../src-shared/detector.ts';
import type { GraphBuilder } from '../builder.ts';
import type { Graph } from '../graph.ts';
import { readImageInput } from '../image-input.ts';
import { appendCount, appendNumber, appendSplit, appendSum, appendTotal } from './arithmetic.ts';
import { checkOutputs } from './check-outputs.ts';
import { appendFocalLoss } from './focal-loss.ts';
import type { Objective } from './objective.ts';

/** What an error of a size weighs, in cells; those of the heatmap and of offsets weigh 1 (arXiv 1904.07850, eq. 4). */
const SIZE_GAIN = 0.1;

/**
 * What CenterNet is trained towards (arXiv 1904.07850, section 3): the focal loss of the heatmap, and the L1 distances of sizes and of
 * offsets at the centres, means over these (eq. 2 and 3; the reference code's are means over x and y as well, hence half of them).
 * The measures are the loss's parts.
 * @throws EspalierError `bad-network` where the outputs don't fit the detector.
 */
export function centerNetObjective(graph: Graph, detector: CenterNetDetector): Objective {
  const { height, width } = readImageInput(graph);
  const targets = centerNetTargets(detector, height, width);
  const [heatmap, box] = targets;
  const map = heatmap.shape.slice(1);
  checkOutputs(graph, [
    [detector.heatmap, heatmap.shape],
    [detector.size, [2, ...map]],
    [detector.offset, [2, ...map]],
  ]);
  return {
    targets: targets.map(({ name, shape }) => ({ name, type: 'float32', shape })),
    append(builder) {
      const [size = '', offset = '', centres = ''] = appendSplit(builder, box.name, 1, [2, 2, 1]);
      const count = appendCount(builder, centres);
      const distance = (found: string, expected: string): string =>
        builder.add('Div', [appendDistance(builder, found, expected, centres), count]);
      const measures = new Map([
        ['heatmap', appendFocalLoss(builder, detector.heatmap, heatmap.name)],
        ['size', builder.add('Mul', [distance(detector.size, size), appendNumber(builder, SIZE_GAIN)])],
        ['offset', distance(detector.offset, offset)],
      ]);
      return { loss: appendTotal(builder, [...measures.values()]), measures };
    },
  };
}

/** The sum of absolute differences where a mask is 1. */
function appendDistance(builder: GraphBuilder, found: string, expected: string, mask: string): string {
  const difference = builder.add('Abs', [builder.add('Sub', [found, expected])]);
  return appendSum(builder, builder.add('Mul', [difference, mask]));
}
