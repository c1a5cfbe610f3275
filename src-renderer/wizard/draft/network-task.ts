import type { Task } from '../../../src-shared/task.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';

/** What a kind of network is for; undefined: for what its file says. */
export function taskOfNetwork(kind: NetworkRecipe['kind']): Task | undefined {
  switch (kind) {
    case 'vgg16':
      return 'classification';
    case 'yolov3':
    case 'centernet':
    case 'darknet':
      return 'detection';
    case 'onnx':
      return undefined;
  }
}

/** Whether a network can learn from data of a task; any may while no data set is chosen. */
export function suitsTask(kind: NetworkRecipe['kind'], task: Task | undefined): boolean {
  const own = taskOfNetwork(kind);
  return own === undefined || task === undefined || own === task;
}

/** Whether darknet can read the network, so that its files may be written. */
export function isDarknet(network: NetworkRecipe | undefined): boolean {
  return network?.kind === 'yolov3' || network?.kind === 'darknet';
}
