import type { Backend } from '../backend/backend.ts';
import { compareOn } from '../evaluation/compare-outputs.ts';
import type { Graph } from '../graph/graph.ts';
import type { FloatTensor } from '../graph/tensor.ts';
import { encodeDarknet } from '../network/darknet/encode-darknet.ts';
import { readDarknetNetwork } from '../network/darknet/read-darknet.ts';
import { checkDifference } from './check-difference.ts';
import { writeWhole } from './write-whole.ts';

/** The cfg that belongs to a file of weights: beside it, with its name. */
export function cfgPathOf(weightsPath: string): string {
  return `${weightsPath.replace(/\.(weights|cfg)$/i, '')}.cfg`;
}

/**
 * Writes a network as darknet's two files, reads them back and compares outputs on images [N, C, H, W]. Returns the bytes of the weights and
 * the largest difference.
 * @throws EspalierError `bad-network` for what darknet has no layers for, `internal` where what was read back differs.
 */
export async function writeDarknet(
  network: Graph,
  weightsPath: string,
  images: FloatTensor,
  backend: Backend,
): Promise<{ readonly weights: Uint8Array; readonly difference: number }> {
  const { cfg, weights } = encodeDarknet(network);
  const cfgPath = cfgPathOf(weightsPath);
  await writeWhole(cfgPath, cfg);
  await writeWhole(weightsPath, weights);
  const { network: read } = await readDarknetNetwork(cfgPath, weightsPath, { seed: 0 });
  const difference = await compareOn(images, network, renameOutputs(read, network), backend);
  checkDifference(weightsPath, difference);
  return { weights, difference };
}

/** Layers of darknet have no names: outputs stand in order. */
function renameOutputs(read: Graph, network: Graph): Graph {
  const names = new Map(read.outputs.map(({ name }, index) => [name, network.outputs[index]?.name ?? name]));
  const rename = (value: string): string => names.get(value) ?? value;
  return {
    ...read,
    outputs: read.outputs.map((output) => ({ ...output, name: rename(output.name) })),
    nodes: read.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    })),
  };
}
