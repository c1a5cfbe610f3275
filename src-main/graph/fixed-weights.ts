import { consumers, type Graph } from './graph.ts';

/** Inputs of operators that say how they work, by index: bounds, scales, the value of a padding, the ratio of a dropout. */
const SETTINGS: ReadonlyMap<string, readonly number[]> = new Map([
  ['Clip', [1, 2]],
  ['Resize', [1, 2]],
  ['Pad', [2]],
  ['Dropout', [1]],
]);

/**
 * The float weights that training leaves as they are: those that every reader takes for a setting, and plain numbers (of shape []),
 * such as the 3 and the 6 of an activation that was written out.
 */
export function fixedWeights(graph: Graph): ReadonlySet<string> {
  const readers = consumers(graph);
  const isSetting = (weight: string): boolean =>
    (readers.get(weight) ?? []).every(({ operator, inputs }) =>
      inputs.every((input, index) => input !== weight || SETTINGS.get(operator)?.includes(index) === true),
    );
  return new Set(
    [...graph.weights].flatMap(([name, { type, shape }]) =>
      type === 'float32' && readers.has(name) && (shape.length === 0 || isSetting(name)) ? [name] : [],
    ),
  );
}
