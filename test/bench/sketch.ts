import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { SketchRecipe } from '../../src-shared/recipe.ts';
import type { Measurement } from './measurement.ts';
import { measureNumpy } from './sketch-peer.ts';

export const SOLVERS: readonly SketchRecipe['solver'][] = [
  'frequent-directions',
  'fast-frequent-directions',
  'liberty-2013',
  'svd',
];

/** What the process of a network answers with. */
const sketchedSchema = z.object({
  solvers: z.array(
    z.object({
      solver: z.string(),
      /** All layers: sketch, alignment and certificate, on all cores. */
      seconds: z.number(),
      /** Of the layers' time, how much went into matrix products. */
      productShare: z.number(),
    }),
  ),
  /** The most memory that the process held, the network's own weights included. */
  peakBytes: z.number(),
});

export type SketchedNetwork = z.output<typeof sketchedSchema>;

/** The networks, and within how many seconds half of each layer's filters should be sketched. */
const GOALS: readonly (readonly [network: string, seconds: number])[] = [
  ['VGG16', 3],
  ['YOLOv3', 30],
];
const GIBIBYTE = 2 ** 30;

/**
 * How long it takes to sketch all layers of full networks to half of their filters, and in how much memory; each network in a
 * process of its own. numpy makes one singular value decomposition a layer: the optimum only, no alignment or certificate.
 */
export async function benchSketch(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const [network, bound] of GOALS) {
    const { solvers, peakBytes } = sketchNetwork(network);
    const peer = network === 'VGG16' ? await measureNumpy() : undefined;
    for (const { solver, seconds, productShare } of solvers) {
      const name = `${network}, ${solver}`;
      const compared = solver === 'svd' && peer !== undefined ? { peer: { ...peer, ratio: seconds / peer.value } } : {};
      const goal = { of: 'value', kind: 'at most', bound } as const;
      measurements.push({ name, value: seconds, unit: 's', goal, ...compared });
      measurements.push({ name: `${name}, in matrix products`, value: 100 * productShare, unit: '%' });
    }
    const goal = { of: 'value', kind: 'at most', bound: 1.5 } as const;
    measurements.push({ name: `${network}, peak memory`, value: peakBytes / GIBIBYTE, unit: 'GiB', goal });
  }
  return measurements;
}

function sketchNetwork(network: string): SketchedNetwork {
  const script = fileURLToPath(new URL('./sketch-process.ts', import.meta.url));
  const answer = spawnSync(process.execPath, [script, network], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (answer.status !== 0) throw new Error(`the process that sketches ${network} failed`);
  return sketchedSchema.parse(JSON.parse(answer.stdout));
}
