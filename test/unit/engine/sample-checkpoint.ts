import type { Checkpoint } from '../../../src-main/engine/checkpoint.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { buildSmallNetwork } from '../../small-network.ts';

const layer = { channels: 3, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
const network = buildSmallNetwork({ layers: [layer], side: 4, classes: 2, transposed: true, seed: 1 });

/** A small checkpoint whose momenta tell the epoch. */
export function sampleCheckpoint(epoch: number): Checkpoint {
  return { position: { epoch, network, momenta: new Map([['momentum', floatTensor([2], [epoch, 0.5])]]) }, epochs: [] };
}
