import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';

export type NamedTensors = Readonly<Record<string, Tensor>>;

/** Something that runs graphs. `run` may block the calling thread for as long as the graph takes. */
export interface Backend {
  /** `cpu`, `webgpu`, `cuda` or `tensorflow`. */
  readonly device: string;
  /** The engine and its version, for the report. */
  readonly engine: string;
  /** @throws EspalierError `device-unavailable` or `bad-network`. */
  load(graph: Graph): Promise<Executable>;
}

/** A graph made ready to run; feed every graph input by name, get every graph output by name. */
export interface Executable {
  /** @throws EspalierError `computation-failed` where the engine gives up on the way, for want of memory for example. */
  run(inputs: NamedTensors): Promise<NamedTensors>;
  release(): Promise<void>;
}
