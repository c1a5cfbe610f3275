import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';

/** What a kind of data set begins with. */
export const FRESH_DATASETS: Readonly<Record<DatasetRecipe['kind'], DatasetRecipe>> = {
  cifar10: { kind: 'cifar10', path: '' },
  cifar100: { kind: 'cifar100', path: '', labels: 'fine' },
  'image-folder': { kind: 'image-folder', path: '', size: [32, 32], seed: 1 },
  visdrone: { kind: 'visdrone', path: '', size: [608, 608], test: 'val' },
  coco: { kind: 'coco', path: '', size: [416, 416], test: 0.2, ignore: [], seed: 1 },
  yolo: { kind: 'yolo', path: '', size: [416, 416], test: 0.2, seed: 1 },
  'generated-scenes': { kind: 'generated-scenes', train: 400, test: 100, size: [96, 96], seed: 1 },
  generated: { kind: 'generated', train: 4000, test: 1000, seed: 1 },
};

/** What a kind of network begins with. */
export const FRESH_NETWORKS: Readonly<Record<NetworkRecipe['kind'], NetworkRecipe>> = {
  vgg16: { kind: 'vgg16', width: 0.25 },
  yolov3: { kind: 'yolov3', width: 0.25 },
  centernet: { kind: 'centernet', width: 0.25, headChannels: 64 },
  darknet: { kind: 'darknet', path: '' },
  onnx: { kind: 'onnx', path: '' },
};
