import type { NamedTensors, StepExecutable } from '../backend/backend.ts';
import { SLOTS } from '../data/batch-ring.ts';
import { FIRST_PART, LAST_PART } from '../graph/accumulate.ts';
import { CORRECT } from '../graph/objective/classification.ts';
import { floatTensor } from '../graph/tensor.ts';
import { LOSS } from '../graph/training-step.ts';

/** What a step says of its batch. */
export interface StepResult {
  /** The mean over the parts. */
  readonly loss: number;
  /** Images told right; 0 where the network tells no classes of images apart. */
  readonly correct: number;
}

/** Carries out so many steps, each in so many parts; `inputsOf` gives the inputs of a part of a step, both counted from 0, in order. */
export async function runSteps(
  executable: StepExecutable,
  { steps, parts }: { readonly steps: number; readonly parts: number },
  inputsOf: (step: number, part: number) => NamedTensors,
): Promise<StepResult[]> {
  const runs = steps * parts;
  const outputs: NamedTensors[] = [];
  while (outputs.length < runs) {
    const done = outputs.length;
    const atOnce = Math.min(executable.runsAtOnce, SLOTS, runs - done);
    const inputsOfRun = (index: number): NamedTensors => {
      const run = done + index;
      return inputsOf(Math.floor(run / parts), run % parts);
    };
    outputs.push(...(await executable.run(atOnce, inputsOfRun)));
  }
  return Array.from({ length: steps }, (_, step) => {
    const own = outputs.slice(step * parts, (step + 1) * parts);
    return { loss: sum(own, LOSS) / parts, correct: sum(own, CORRECT) };
  });
}

/** The inputs that tell a step which part of so many it does; none where a batch is done whole. */
export function placeOf(part: number, parts: number): NamedTensors {
  if (parts === 1) return {};
  return {
    [FIRST_PART]: floatTensor([], [part === 0 ? 1 : 0]),
    [LAST_PART]: floatTensor([], [part === parts - 1 ? 1 : 0]),
  };
}

function sum(outputs: readonly NamedTensors[], name: string): number {
  return outputs.reduce((total, values) => total + Number(values[name]?.data[0] ?? 0), 0);
}
