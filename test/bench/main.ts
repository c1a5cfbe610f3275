import { benchData } from './data.ts';
import { benchSketch } from './sketch.ts';
import { benchStart } from './start.ts';
import { benchTrainingStep } from './training-step.ts';

const BENCHMARKS: Readonly<Record<string, () => Promise<unknown>>> = {
  'training-step': benchTrainingStep,
  sketch: benchSketch,
  data: benchData,
  start: benchStart,
};

/** `npm run bench [-- NAME] [--json]`: the side-by-side benchmarks, all of them where none is named. */
const words = process.argv.slice(2);
const json = words.includes('--json');
const names = words.filter((word) => !word.startsWith('--'));
const chosen = names.length > 0 ? names : Object.keys(BENCHMARKS);
const unknown = chosen.filter((name) => BENCHMARKS[name] === undefined);
if (unknown.length > 0) {
  console.error(`bench: there is no ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of chosen) {
    const result = await BENCHMARKS[name]?.();
    if (json) console.log(JSON.stringify(result));
    else console.dir({ [name]: result }, { depth: null, maxArrayLength: null });
  }
}
