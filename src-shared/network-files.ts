import type { NetworkRecipe } from './network-recipe.ts';

/** The files that a network is read from: first that of its structure, then that of its weights. */
export function networkFiles(network: NetworkRecipe): string[] {
  const weights = 'weights' in network && network.weights !== undefined ? [network.weights] : [];
  return 'path' in network ? [network.path, ...weights] : weights;
}

/** Whether a network comes with weights that were trained elsewhere, instead of fresh ones drawn by the seed. */
export function hasWeights(network: NetworkRecipe): boolean {
  return network.kind === 'onnx' || network.weights !== undefined;
}
