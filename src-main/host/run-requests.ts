import type { RunDetails, RunStakes } from '../../src-shared/routes/run-routes.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import { recipeHash } from '../engine/recipe-hash.ts';
import { measureFiles } from '../store/disk-use.ts';
import type { CertificateRecord } from '../store/run-facts.ts';
import type { Store } from '../store/store.ts';

/** A run by its id, which another process may just have deleted. @throws EspalierError `not-found`. */
export function readRun(store: Store, id: string): RunSummary {
  const run = store.getRun(id);
  if (run === undefined) throw new EspalierError('not-found', `there is no run "${id}"`);
  return run;
}

/** All that is known of a run. @throws EspalierError `not-found`. */
export function showRun(store: Store, id: string, progress: RunDetails['progress']): RunDetails {
  const { recipe, result, finishedAt } = readRun(store, id);
  const plan = store.firstPlan(id);
  const certificates = store.listCertificates(id);
  return {
    overview: store.getOverview(id),
    finishedAt,
    recipe,
    recipeHash: recipeHash(recipe),
    stages: store.listStages(id),
    epochs: store.listEpochs(id),
    scales: store.listScales(id),
    // Runs of earlier versions have these in their result alone.
    plan: plan.length === 0 && result !== null ? result.plan : plan,
    certificates: certificates.length === 0 ? certificatesOf({ recipe, result }) : certificates,
    log: store.listLog(id),
    progress,
    result,
  };
}

function certificatesOf({ recipe, result }: Pick<RunSummary, 'recipe' | 'result'>): CertificateRecord[] {
  return (result?.variants ?? []).flatMap(({ name, certificates }) =>
    certificates.map((certificate) => ({ variant: name, seed: recipe.seed, certificate })),
  );
}

/** What deleting a run would lose. @throws EspalierError `not-found`. */
export function weighRun(store: Store, id: string): RunStakes {
  const { name, folder, result } = readRun(store, id);
  return {
    name,
    bytes: measureFiles([folder]),
    networks: result?.variants.length ?? 0,
    epochs: store.listEpochs(id).length,
  };
}
