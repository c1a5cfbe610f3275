import type { Box, TruthBox } from '../../src-shared/detection.ts';

/** Images of one split, decoded: bytes as channel planes, [count, channels, height, width]. Shared, so that workers read it without a copy. */
export interface ImageSplit {
  readonly count: number;
  readonly images: Uint8Array<SharedArrayBuffer>;
  readonly labels: Uint8Array<SharedArrayBuffer>;
}

interface DatasetFacts {
  readonly name: string;
  readonly classes: readonly string[];
  readonly channels: number;
  /** Of the images that a network is given. */
  readonly height: number;
  readonly width: number;
  /** Per-channel mean and standard deviation of bytes scaled to [0, 1], by which a network's images are normalised. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** SHA-256 over both splits, hexadecimal. */
  readonly hash: string;
  /** What a person should know about it, such as records that are missing. */
  readonly notes?: readonly string[];
}

/** A classification data set in memory; mean and deviation are the train split's. */
export interface ClassificationDataset extends DatasetFacts {
  readonly task: 'classification';
  readonly train: ImageSplit;
  readonly test: ImageSplit;
}

/** An image with the objects in it. */
export interface Scene {
  /** How a person finds it: the file's path, or a number. */
  readonly name: string;
  /** A file to decode, or bytes [height, width, 3]. */
  readonly source:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'pixels'; readonly pixels: Uint8Array<SharedArrayBuffer> };
  /** Of the original image, in whose pixels all boxes are. */
  readonly height: number;
  readonly width: number;
  readonly truths: readonly TruthBox[];
  /** What lies in these counts neither as found nor as missed. */
  readonly ignored: readonly Box[];
}

export interface SceneSplit {
  readonly count: number;
  readonly scenes: readonly Scene[];
}

/**
 * A detection data set: images are decoded when they are needed, and fitted into height × width with their shape kept. Mean is 0 and
 * deviation 1, as YOLOv3 takes its images.
 */
export interface DetectionDataset extends DatasetFacts {
  readonly task: 'detection';
  readonly train: SceneSplit;
  readonly test: SceneSplit;
}

export type Dataset = ClassificationDataset | DetectionDataset;
