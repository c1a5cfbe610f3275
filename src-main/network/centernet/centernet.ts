import { createRandom } from '../../../src-shared/random.ts';
import type { Graph } from '../../graph/graph.ts';
import { initialiseWeights } from '../initialise.ts';
import { buildCenterNetGraph, type Filters } from './build-graph.ts';

export interface CenterNetShape {
  readonly classes: number;
  /** Multiplies the number of filters of every layer but the three that give the boxes; at least one is left. */
  readonly width: number;
  /** Filters between the backbone and each output, at width 1. */
  readonly headChannels: number;
  /** Of the images; multiples of 32. */
  readonly input: { readonly height: number; readonly width: number };
}

export type CenterNetOptions = CenterNetShape & { readonly seed: number };

/**
 * CenterNet (Zhou, Wang and Krähenbühl, arXiv 1904.07850) of ResNet-18 and three transposed convolutions, as its authors' `res_18`; the
 * seed draws its initial weights. 15,815,822 parameters for 10 classes at width 1 with 64 head channels.
 * @throws EspalierError `bad-network` where the input's sides are no multiples of 32.
 */
export function buildCenterNet(options: CenterNetOptions): Graph {
  return drawCenterNet(options, (_, original) => widen(original, options.width));
}

/** The same with any numbers of filters. */
export function drawCenterNet(options: Omit<CenterNetOptions, 'width'>, filters: Filters): Graph {
  const graph = buildCenterNetGraph({ ...options, filters });
  return initialiseWeights(graph, createRandom(options.seed, 'centernet', 'weights'));
}

/** How many filters a layer has at a width; at least one. */
export function widen(filters: number, width: number): number {
  return Math.max(1, Math.round(filters * width));
}
