import { useMemo, useState } from 'react';
import type { DatasetReport } from '../../src-shared/dataset-report.ts';
import type { PlanPreview } from '../../src-shared/plan-preview.ts';
import type { DatasetRecipe } from '../../src-shared/dataset-recipe.ts';
import { taskOf } from '../../src-shared/task.ts';
import type { DatasetSamples } from '../../src-shared/routes/wizard-routes.ts';
import type { RouteOutputs, RouteRequest } from '../../src-shared/routes.ts';
import { useAnswer, type Asked } from '../front/use-answer.ts';
import { draftToRecipe, isUnplaced, previewedPart } from './draft/draft-to-recipe.ts';
import { STEPS, type Draft, type Step } from './draft/draft.ts';
import type { Findings } from './draft/step-problems.ts';
import { useSettled } from './use-settled.ts';

/** What the host says about the draft. */
export interface WizardFindings {
  /** Undefined for data that needs no doctor. */
  readonly report: Asked<DatasetReport> | undefined;
  readonly inspectAgain: () => void;
  /** What a network has to know of the data set, with some training images. */
  readonly facts: Asked<DatasetSamples> | undefined;
  readonly readFactsAgain: () => void;
  readonly network: Asked<RouteOutputs['networks.inspect']> | undefined;
  readonly inspectNetworkAgain: () => void;
  readonly preview: Asked<PlanPreview> | undefined;
  readonly previewAgain: () => void;
  /** The preview with the certificates of its compensations, which takes longer. */
  readonly certified: Asked<PlanPreview>;
  readonly certifyAgain: () => void;
  /** The same in words that the steps go by. */
  readonly summary: Findings;
}

const SETTLING_MILLISECONDS = 250;
/** Some of each class, of a hundred too; fewer of images with boxes, which are shown larger. */
export function sampleCount(kind: DatasetRecipe['kind']): number {
  return taskOf(kind) === 'detection' ? 24 : 200;
}

/** Asks the host about the draft as it changes: about the health of the data set once its step was seen, about the plan from its step on. */
export function useFindings(draft: Draft, step: Step): WizardFindings {
  const dataset = useSettled(draft.dataset, SETTLING_MILLISECONDS);
  const placed = dataset !== undefined && !isUnplaced(dataset) ? dataset : undefined;
  const inspected = useMemo(() => (placed === undefined ? undefined : inspectedPart(placed)), [placed]);
  const [looked, setLooked] = useState(step === 'dataset');
  if (!looked && step === 'dataset') setLooked(true);
  // The samples first: they are there in a second, and looking at every image takes longer.
  const facts = useAnswer(
    'datasets.samples',
    placed === undefined ? undefined : { dataset: placed, count: sampleCount(placed.kind) },
  );
  const report = useAnswer('datasets.inspect', looked ? inspected : undefined);
  const shape = placed !== undefined && facts.asked.state === 'loaded' ? facts.asked.data : undefined;

  const network = useSettled(draft.network, SETTLING_MILLISECONDS);
  const inspection = useAnswer(
    'networks.inspect',
    placed === undefined || shape === undefined || network === undefined || isUnplaced(network)
      ? undefined
      : {
          network,
          task: taskOf(placed.kind),
          classes: shape.classes.length,
          height: shape.height,
          width: shape.width,
        },
  );

  const recipe = useSettled(draftToRecipe(draft, 'preview'), SETTLING_MILLISECONDS);
  const previewed = recipe?.prune === undefined ? undefined : previewedPart(recipe);
  const preview = useAnswer(
    'plans.preview',
    previewed === undefined || STEPS.indexOf(step) < STEPS.indexOf('method')
      ? undefined
      : { recipe: previewed, certificates: false },
  );
  const planned = preview.asked.state === 'loaded' && !preview.asked.stale;
  const certified = useAnswer(
    'plans.preview',
    planned && step === 'method' && previewed !== undefined && previewed.compensate.length > 0
      ? { recipe: previewed, certificates: true }
      : undefined,
  );

  return {
    report: inspected === undefined ? undefined : report.asked,
    inspectAgain: report.reload,
    facts: placed === undefined ? undefined : facts.asked,
    readFactsAgain: facts.reload,
    network: network === undefined || isUnplaced(network) ? undefined : inspection.asked,
    inspectNetworkAgain: inspection.reload,
    preview: previewed === undefined ? undefined : preview.asked,
    previewAgain: preview.reload,
    certified: certified.asked,
    certifyAgain: certified.reload,
    summary: {
      dataset: summariseDataset(
        inspected === undefined || !looked ? undefined : report.asked,
        placed === undefined ? undefined : facts.asked,
        dataset !== draft.dataset,
      ),
      network: summarise(inspection.asked),
      plan: preview.asked.state === 'failed' ? 'failed' : preview.asked.state === 'loaded' ? 'good' : 'unknown',
    },
  };
}

/** Of a data set what the doctor goes by. */
function inspectedPart(dataset: DatasetRecipe): RouteRequest<'datasets.inspect'> | undefined {
  if (!('path' in dataset)) return undefined;
  const { kind, path } = dataset;
  switch (dataset.kind) {
    case 'cifar10':
    case 'cifar100':
    case 'image-folder':
      return { kind, path };
    case 'visdrone':
      return { kind, path, size: [...dataset.size] };
    case 'coco':
      return { kind, path, size: [...dataset.size], images: dataset.images };
    case 'yolo':
      return { kind, path, size: [...dataset.size], names: dataset.names };
  }
}

function summariseDataset(
  report: Asked<DatasetReport> | undefined,
  facts: Asked<DatasetSamples> | undefined,
  settling: boolean,
): Findings['dataset'] {
  const answers = [report, facts].filter((one) => one !== undefined);
  if (settling || answers.some((one) => one.state === 'loading' || (one.state === 'loaded' && one.stale))) {
    return 'reading';
  }
  if (answers.some(({ state }) => state === 'failed')) return 'unread';
  if (report?.state === 'loaded' && report.data.findings.some(({ severity }) => severity === 'error')) return 'errors';
  return answers.length === 0 ? 'unknown' : 'good';
}

function summarise(asked: Asked<unknown>): Findings['network'] {
  return asked.state === 'failed' ? 'unread' : asked.state === 'loaded' ? 'good' : 'unknown';
}
