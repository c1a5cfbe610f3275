import { inspectGraph } from '../../pruning/inspect.ts';
import type { Bench } from '../bench.ts';
import type { TaskInput, TaskOutputs } from '../tasks.ts';

/** Layers and coupled groups of the network that a recipe names, for images of a size. @throws EspalierError `bad-network`. */
export async function inspectNetwork(
  bench: Bench,
  { network: recipe, task, classes, height, width }: TaskInput<'inspect-network'>,
): Promise<TaskOutputs['inspect-network']> {
  const shape = { name: 'the data set', task, channels: 3, height, width, classes };
  // Any seed: weights are not looked at.
  const { network, notes } = await bench.network(recipe, shape, 1);
  return { ...inspectGraph(network), notes };
}
