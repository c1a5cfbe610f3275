import type { Detector, YoloDetector } from '../../src-shared/detector.ts';
import type { Random } from '../../src-shared/random.ts';
import { findDetector } from '../graph/detector.ts';
import { producers, type Graph } from '../graph/graph.ts';
import { countElements, floatTensor, type FloatTensor } from '../graph/tensor.ts';

/** How the convolution that makes an output of a detector begins. */
interface HeadStart {
  /** Of its weights, normal around 0. */
  readonly deviation: number;
  /** The bias of an output channel. */
  readonly biasOf: (channel: number) => number;
}

/** Objects that an image is expected to have. */
const OBJECTS = 8;
/** The logit of a heatmap's value 0.1 (xingyizhou/CenterNet, src/lib/models/networks/msra_resnet.py). */
const HEATMAP_BIAS = -2.19;

/**
 * Initial weights of the convolutions that make a detector's outputs, by name; none for other networks. Weights are small and objects rare
 * from the start, so that the cells without any do not drown the first steps (focal loss, arXiv 1708.02002, sections 3.3 and 4.1).
 */
export function initialiseHeads(graph: Graph, random: Random): Map<string, FloatTensor> {
  const detector = findDetector(graph);
  const drawn = new Map<string, FloatTensor>();
  if (detector === undefined) return drawn;
  const producerOf = producers(graph);
  for (const [output, { deviation, biasOf }] of headStarts(detector, graph)) {
    const node = producerOf.get(output);
    if (node?.operator !== 'Conv') continue;
    const [, weight = '', bias = ''] = node.inputs;
    const weightShape = graph.weights.get(weight)?.shape;
    const biasShape = graph.weights.get(bias)?.shape;
    if (weightShape !== undefined)
      drawn.set(
        weight,
        fill(weightShape, () => random.normal() * deviation),
      );
    if (biasShape !== undefined) drawn.set(bias, fill(biasShape, biasOf));
  }
  return drawn;
}

function headStarts(detector: Detector, graph: Graph): (readonly [output: string, HeadStart])[] {
  switch (detector.kind) {
    case 'yolo': {
      const rare = Math.log(OBJECTS / countBoxes(detector, graph));
      const values = 5 + detector.classes;
      const biasOf = (channel: number): number => (channel % values === 4 ? Math.min(0, rare) : 0);
      return detector.heads.map(({ output }) => [output, { deviation: 0.01, biasOf }]);
    }
    case 'centernet':
      return [
        [detector.heatmap, { deviation: 0.01, biasOf: () => HEATMAP_BIAS }],
        [detector.size, { deviation: 0.001, biasOf: () => 0 }],
        [detector.offset, { deviation: 0.001, biasOf: () => 0 }],
      ];
  }
}

/** How many boxes all heads together give for an image. */
function countBoxes({ heads }: YoloDetector, { outputs }: Graph): number {
  return heads.reduce((sum, { output, anchors }) => {
    const [, , height, width] = outputs.find(({ name }) => name === output)?.shape ?? [];
    return sum + anchors.length * (Number(height) || 1) * (Number(width) || 1);
  }, 0);
}

function fill(shape: readonly number[], valueOf: (index: number) => number): FloatTensor {
  const data = new Float32Array(countElements(shape));
  for (let index = 0; index < data.length; index++) data[index] = valueOf(index);
  return floatTensor(shape, data);
}
