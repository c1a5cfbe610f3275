import { describeProtocol, measureName } from '../../src-shared/describe-protocol.ts';
import type { RunResult } from '../../src-shared/result.ts';

/** "accuracy", "mAP", or "accuracy or mAP" for runs of both kinds. */
export function nameMeasures(results: readonly Pick<RunResult, 'measure'>[]): string {
  return [...new Set(results.map(({ measure }) => measureName(measure)))].join(' or ');
}

/** What stands as mAP in a table of runs, in full: a sentence for each protocol; none for accuracies. */
export function describeMeasures(results: readonly Pick<RunResult, 'measure'>[]): string[] {
  const protocols = results.flatMap(({ measure }) =>
    measure.kind === 'accuracy' ? [] : [`${measureName(measure)}: ${describeProtocol(measure.protocol)}.`],
  );
  return [...new Set(protocols)];
}
