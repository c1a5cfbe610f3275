import { dividesBatch, finetuneSettings } from '../../../src-shared/training-settings.ts';
import { repeatedCompensations } from './compensations.ts';
import { startsUntrained } from './choose.ts';
import { isFinetuned } from './is-finetuned.ts';
import { isUnplaced } from './draft-to-recipe.ts';
import type { Draft, Step } from './draft.ts';

/** Why a step is not done yet, from what the draft alone says. */
export type Problem =
  | 'no-dataset'
  | 'no-dataset-place'
  | 'dataset-errors'
  | 'dataset-unread'
  | 'dataset-reading'
  | 'no-network'
  | 'no-network-place'
  | 'network-unread'
  | 'no-criterion'
  | 'plan-failed'
  | 'repeated-compensation'
  | 'no-training'
  | 'scratch-without-finetuning'
  | 'uneven-parts'
  | 'seed-too-large'
  | 'no-project-name';

/** What the host has found out about the draft so far. */
export interface Findings {
  readonly dataset: 'unknown' | 'reading' | 'unread' | 'errors' | 'good';
  readonly network: 'unknown' | 'unread' | 'good';
  readonly plan: 'unknown' | 'failed' | 'good';
}

const LARGEST_SEED = 0xffffffff;

/** Everything that keeps a step from being done; the first is the one to see to. */
export function stepProblems(step: Step, draft: Draft, findings: Findings): readonly Problem[] {
  switch (step) {
    case 'dataset':
      return datasetProblems(draft, findings);
    case 'network':
      return networkProblems(draft, findings);
    case 'method':
      return [
        ...(draft.prune === undefined ? ['no-criterion' as const] : []),
        ...(repeatedCompensations(draft.compensate).length > 0 ? ['repeated-compensation' as const] : []),
        ...(draft.prune !== undefined && findings.plan === 'failed' ? ['plan-failed' as const] : []),
      ];
    case 'budget':
      return [
        ...(draft.train === undefined && startsUntrained(draft.network) ? ['no-training' as const] : []),
        ...(draft.controls.includes('scratch') && !isFinetuned(draft.finetune)
          ? ['scratch-without-finetuning' as const]
          : []),
        ...([draft.train, finetuneSettings(draft)].every((one) => one === undefined || dividesBatch(one))
          ? []
          : ['uneven-parts' as const]),
        ...(draft.seed + draft.seeds - 1 > LARGEST_SEED ? ['seed-too-large' as const] : []),
      ];
    case 'review':
      return draft.project?.trim() === '' ? ['no-project-name'] : [];
  }
}

function datasetProblems({ dataset }: Draft, findings: Findings): readonly Problem[] {
  if (dataset === undefined) return ['no-dataset'];
  if (isUnplaced(dataset)) return ['no-dataset-place'];
  switch (findings.dataset) {
    case 'reading':
      return ['dataset-reading'];
    case 'unread':
      return ['dataset-unread'];
    case 'errors':
      return ['dataset-errors'];
    case 'unknown':
    case 'good':
      return [];
  }
}

function networkProblems({ network }: Draft, findings: Findings): readonly Problem[] {
  if (network === undefined) return ['no-network'];
  if (isUnplaced(network)) return ['no-network-place'];
  return findings.network === 'unread' ? ['network-unread'] : [];
}
