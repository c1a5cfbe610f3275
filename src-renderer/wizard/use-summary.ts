import { taskOf } from '../../src-shared/task.ts';
import type { Format } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { startsUntrained } from './draft/choose.ts';
import { isUnplaced } from './draft/draft-to-recipe.ts';
import type { Draft, Step } from './draft/draft.ts';
import type { WizardFindings } from './use-findings.ts';
import { describeAmount, fileName, nameOfNetwork } from './use-recipe-name.ts';
import { wizardMessages } from './wizard-messages.ts';

type Messages = (typeof wizardMessages)['en'];

/** What a step has chosen, the most important first; none: nothing yet. */
export interface SummaryLine {
  readonly step: Exclude<Step, 'review'>;
  readonly texts: readonly string[];
}

export function useSummary(draft: Draft, findings: WizardFindings, format: Format): readonly SummaryLine[] {
  const say = useMessages(wizardMessages);
  return [
    { step: 'dataset', texts: describeDataset(draft, findings, say, format) },
    { step: 'network', texts: describeNetwork(draft, findings, say, format) },
    { step: 'method', texts: describeMethod(draft, findings, say, format) },
    { step: 'budget', texts: describeBudget(draft, say, format) },
  ];
}

function describeDataset({ dataset }: Draft, { facts }: WizardFindings, say: Messages, format: Format): string[] {
  if (dataset === undefined || isUnplaced(dataset)) return [];
  const known = facts?.state === 'loaded' && !facts.stale ? facts.data : undefined;
  return [
    say.datasets[dataset.kind],
    ...('path' in dataset ? [fileName(dataset.path)] : []),
    ...(known === undefined
      ? []
      : [
          say.images(format.integer(known.train), format.integer(known.test), format.integer(known.classes.length)),
          say.pixels(known.height, known.width),
        ]),
  ];
}

function describeNetwork({ network }: Draft, findings: WizardFindings, say: Messages, format: Format): string[] {
  if (network === undefined || isUnplaced(network)) return [];
  const inspection = findings.network?.state === 'loaded' ? findings.network.data : undefined;
  return [
    nameOfNetwork(network),
    ...(startsUntrained(network) ? [say.untrained] : []),
    ...(inspection === undefined
      ? []
      : [say.parameters(format.count(inspection.parameters)), say.macs(format.count(inspection.macs))]),
  ];
}

function describeMethod(draft: Draft, findings: WizardFindings, say: Messages, format: Format): string[] {
  const { prune, compensate } = draft;
  if (prune === undefined) return [];
  const preview = findings.preview?.state === 'loaded' ? findings.preview.data : undefined;
  const methods = compensate.map(({ method }) => say.compensations[method]);
  return [
    say.criteria[prune.criterion],
    describeAmount(prune, say, format),
    methods.length === 0 ? say.noCompensation : methods.join(say.listJoin),
    ...(preview === undefined
      ? []
      : [
          say.afterwards(
            format.count(preview.pruned.parameters),
            format.factor(preview.base.parameters / preview.pruned.parameters),
          ),
        ]),
  ];
}

function describeBudget(draft: Draft, say: Messages, format: Format): string[] {
  const { dataset, train, finetune, seeds, controls, evaluate } = draft;
  const length = (settings: { readonly epochs?: number | undefined; readonly steps?: number | undefined }): string =>
    settings.steps === undefined ? say.epochs(settings.epochs ?? 0) : say.stepsOf(format.integer(settings.steps));
  const names = controls.map((control) => say.controls[control]);
  return [
    train === undefined ? say.noTraining : say.trainingFor(length(train)),
    finetune === undefined ? say.noFinetuning : say.finetuningFor(length(finetune)),
    say.seeds(seeds),
    names.length === 0 ? say.noControls : say.controlsAre(names.join(say.listJoin)),
    ...(dataset !== undefined && taskOf(dataset.kind) === 'detection'
      ? [say.protocols[evaluate?.protocol ?? 'paper']]
      : []),
  ];
}
