import { taskOf } from '../../src-shared/task.ts';
import { protocolsOf } from '../../src-shared/detection-protocols.ts';
import type { Measure } from '../../src-shared/result.ts';
import type { RunDetails } from '../../src-shared/routes/run-routes.ts';

/** What a run measures: as its result says, or as its recipe asks for while there is none. */
export function measureOfRun({ recipe, result }: Pick<RunDetails, 'recipe' | 'result'>): Measure {
  if (result !== null) return result.measure;
  const { dataset, evaluate } = recipe;
  if (taskOf(dataset.kind) === 'classification' || !('size' in dataset)) return { kind: 'accuracy' };
  const [height, width] = dataset.size;
  const [protocol] = protocolsOf(evaluate, { height, width });
  return protocol === undefined ? { kind: 'accuracy' } : { kind: 'mean-average-precision', protocol };
}
