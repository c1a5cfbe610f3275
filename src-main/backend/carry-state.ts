import { nextName } from '../graph/optimizer.ts';
import type { Executable, NamedState, StepExecutable } from './backend.ts';

/** Steps by an ordinary executable: the state is taken out after each run and fed to the next. */
export function carryState(executable: Executable, start: NamedState): StepExecutable {
  let state = start;
  return {
    runsAtOnce: 1,
    async run(count, inputsOf) {
      const results = [];
      for (let index = 0; index < count; index++) {
        const outputs = await executable.run({ ...Object.fromEntries(state), ...inputsOf(index) });
        state = new Map([...state].map(([name, tensor]) => [name, outputs[nextName(name)] ?? tensor]));
        results.push(outputs);
      }
      return results;
    },
    readState: () => Promise.resolve(state),
    release: () => executable.release(),
  };
}
