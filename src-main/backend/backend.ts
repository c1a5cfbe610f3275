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
  /**
   * The same for passing many images through a network, by other operators where those are faster: equal values up to rounding, but not the time that the
   * network itself takes elsewhere.
   * @throws EspalierError as `load` does.
   */
  loadForBatches(graph: Graph): Promise<Executable>;
  /**
   * Makes a graph ready that changes a state: for each NAME of the state the graph has the input NAME and the output `next/NAME`.
   * @throws EspalierError as `load` does.
   */
  loadStep(graph: Graph, state: NamedState): Promise<StepExecutable>;
}

/** Tensors that a graph changes whenever it runs, by name. */
export type NamedState = ReadonlyMap<string, Tensor>;

/** A graph made ready to run; feed every graph input by name, get every graph output by name. */
export interface Executable {
  /** @throws EspalierError `computation-failed` where the engine gives up on the way, for want of memory for example. */
  run(inputs: NamedTensors): Promise<NamedTensors>;
  release(): Promise<void>;
}

/** A graph that runs again and again, each time from the state that its last run left. */
export interface StepExecutable {
  /** How many runs should be asked for at once: more than one where handing the state over costs as much as running. */
  readonly runsAtOnce: number;
  /**
   * So many runs, one after another. `inputsOf` gives the inputs of each besides the state, in order; what it gave before may be overwritten
   * then. The outputs besides the state, of each run.
   * @throws EspalierError `computation-failed` as `Executable.run` does; the state is lost then.
   */
  run(count: number, inputsOf: (index: number) => NamedTensors): Promise<NamedTensors[]>;
  /** The state as it stands; later runs leave these tensors as they are. */
  readState(): Promise<NamedState>;
  release(): Promise<void>;
}
