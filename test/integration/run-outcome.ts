import type { RunResult } from '../../src-shared/result.ts';

/** What must not depend on how often a run was interrupted. */
export function outcome(result: RunResult | undefined): unknown {
  return result?.variants.map(({ name, accuracyBefore, accuracy, loss, files, certificates }) => ({
    name,
    accuracyBefore,
    accuracy,
    loss,
    files: files.map(({ format, sha256 }) => ({ format, sha256 })),
    errors: certificates.map(({ relativeError }) => relativeError),
  }));
}

export function lossesOf(result: RunResult | undefined): number[] | undefined {
  return result?.epochs.map(({ trainLoss }) => trainLoss);
}
