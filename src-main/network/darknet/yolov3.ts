import { COCO_ANCHORS } from '../../../src-shared/coco-anchors.ts';
import { createRandom } from '../../../src-shared/random.ts';
import type { Graph } from '../../graph/graph.ts';
import { initialiseWeights } from '../initialise.ts';
import { buildDarknetGraph } from './build-graph.ts';
import type { DarknetLayer, DarknetNetwork, YoloLayer } from './layer.ts';

/** Filters of Darknet-53's stages and how many residual blocks each has (arXiv 1804.02767, table 1). */
const STAGES = [
  { filters: 64, blocks: 1 },
  { filters: 128, blocks: 2 },
  { filters: 256, blocks: 8 },
  { filters: 512, blocks: 8 },
  { filters: 1024, blocks: 4 },
] as const;

export interface Yolov3Shape {
  readonly classes: number;
  /** Multiplies the number of filters of every layer but the three that give the boxes; at least one is left. */
  readonly width: number;
  /** Nine, from small to large; COCO's where left out, at every size of input, since trained weights expect them. */
  readonly anchors?: YoloLayer['anchors'] | undefined;
  /** Of the images; multiples of 32. */
  readonly input: { readonly height: number; readonly width: number };
}

/**
 * YOLOv3 (Redmon and Farhadi, arXiv 1804.02767) with initial weights drawn by the seed: Darknet-53 and three heads at strides 32, 16 and 8.
 * At width 1 it has 61,949,149 parameters for 80 classes and 61,572,199 for 10. Layers have the indices of darknet's yolov3.cfg.
 * @throws EspalierError `bad-network` where the input's sides are no multiples of 32.
 */
export function buildYolov3({ seed, ...shape }: Yolov3Shape & { readonly seed: number }): Graph {
  return initialiseWeights(buildDarknetGraph(yolov3(shape)), createRandom(seed, 'yolov3', 'weights'));
}

/** Its layers. */
export function yolov3({ classes, width, anchors = COCO_ANCHORS, input }: Yolov3Shape): DarknetNetwork {
  const layers: DarknetLayer[] = [];
  const convolve = (filters: number, size: number, stride = 1): number =>
    layers.push({
      kind: 'convolutional',
      filters: Math.max(1, Math.round(filters * width)),
      size,
      strides: [stride, stride],
      padding: Math.floor(size / 2),
      groups: 1,
      batchNormalize: true,
      activation: 'leaky',
    }) - 1;
  const route = (...from: number[]): number => layers.push({ kind: 'route', layers: from, groups: 1, group: 0 });

  convolve(32, 3);
  const stageEnds = STAGES.map(({ filters, blocks }) => {
    let end = convolve(filters, 3, 2);
    for (let block = 0; block < blocks; block++) {
      convolve(filters / 2, 1);
      convolve(filters, 3);
      end = layers.push({ kind: 'shortcut', from: end, activation: 'linear' }) - 1;
    }
    return end;
  });

  /** Five convolutions, 1×1 and 3×3 in turn, then a head; gives the layer before the head's own. */
  const addHead = (filters: number, mask: readonly number[]): number => {
    for (let pair = 0; pair < 2; pair++) {
      convolve(filters, 1);
      convolve(2 * filters, 3);
    }
    const shared = convolve(filters, 1);
    convolve(2 * filters, 3);
    layers.push({
      kind: 'convolutional',
      filters: mask.length * (5 + classes),
      size: 1,
      strides: [1, 1],
      padding: 0,
      groups: 1,
      batchNormalize: false,
      activation: 'linear',
    });
    layers.push({ kind: 'yolo', classes, anchors, mask, centreScale: 1 });
    return shared;
  };
  /** Takes a finer stage to what a head shared, enlarged. */
  const joinStage = (shared: number, filters: number, stageEnd = 0): void => {
    route(shared);
    convolve(filters, 1);
    const enlarged = layers.push({ kind: 'upsample', stride: 2 }) - 1;
    route(enlarged, stageEnd);
  };
  const coarse = addHead(512, [6, 7, 8]);
  joinStage(coarse, 256, stageEnds[3]);
  const middle = addHead(256, [3, 4, 5]);
  joinStage(middle, 128, stageEnds[2]);
  addHead(128, [0, 1, 2]);
  return { name: 'yolov3', channels: 3, ...input, layers };
}
