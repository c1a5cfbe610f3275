import type { DetectionDataset } from '../dataset.ts';
import { hashScenes, type HashedScene } from './hash-scenes.ts';

interface Parts extends Pick<DetectionDataset, 'name' | 'classes' | 'height' | 'width' | 'notes'> {
  readonly train: readonly HashedScene[];
  readonly test: readonly HashedScene[];
}

/** A detection data set from its scenes: bytes scaled to [0, 1] are what its networks are given. */
export function assembleScenes({ train, test, ...facts }: Parts): DetectionDataset {
  return {
    ...facts,
    task: 'detection',
    channels: 3,
    mean: [0, 0, 0],
    deviation: [1, 1, 1],
    hash: hashScenes(facts, facts.classes, [train, test]),
    train: splitOf(train),
    test: splitOf(test),
  };
}

function splitOf(scenes: readonly HashedScene[]): DetectionDataset['train'] {
  return { count: scenes.length, scenes: scenes.map(({ scene }) => scene) };
}
