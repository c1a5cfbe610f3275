import type { Graph } from '../../src-main/graph/graph.ts';
import { buildCenterNet } from '../../src-main/network/centernet/centernet.ts';
import { buildYolov3 } from '../../src-main/network/darknet/yolov3.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';

export interface BenchNetwork {
  readonly name: string;
  /** Images of a training step. */
  readonly batchSize: number;
  readonly build: () => Graph;
}

const square = (side: number): { height: number; width: number } => ({ height: side, width: side });

/** The networks whose training steps and passes are timed. */
export const NETWORKS: readonly BenchNetwork[] = [
  { name: 'VGG16', batchSize: 64, build: () => buildVgg16({ classes: 10, width: 1, seed: 1 }) },
  { name: 'VGG16 ×0.25', batchSize: 128, build: () => buildVgg16({ classes: 10, width: 0.25, seed: 1 }) },
  {
    name: 'YOLOv3, 416×416',
    batchSize: 1,
    build: () => buildYolov3({ classes: 10, width: 1, input: square(416), seed: 1 }),
  },
  {
    name: 'YOLOv3 ×0.25, 416×416',
    batchSize: 4,
    build: () => buildYolov3({ classes: 10, width: 0.25, input: square(416), seed: 1 }),
  },
  {
    name: 'CenterNet, 512×512',
    batchSize: 2,
    build: () => buildCenterNet({ classes: 10, width: 1, headChannels: 64, input: square(512), seed: 1 }),
  },
];
