import { taskOf } from '../../src-shared/task.ts';
import { variantName } from '../../src-shared/variant-name.ts';
import { useFormat, type Format } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { useNetworkNames } from '../language/network-names.ts';
import { startsUntrained } from './draft/choose.ts';
import { isUnplaced } from './draft/draft-to-recipe.ts';
import type { Draft, Step } from './draft/draft.ts';
import { shortcutMessages } from './method/shortcut-messages.ts';
import type { WizardFindings } from './use-findings.ts';
import { describeAmount, fileName, nameOfNetwork } from './use-recipe-name.ts';
import { wizardMessages } from './wizard-messages.ts';

type Messages = (typeof wizardMessages)['en'];

/** What a step has chosen, the most important first; none: nothing yet. */
export interface SummaryLine {
  readonly step: Exclude<Step, 'review'>;
  readonly texts: readonly string[];
}

interface Words {
  readonly say: Messages;
  readonly shortcuts: (typeof shortcutMessages)['en']['modes'];
  readonly nameOf: (variant: string) => string;
  readonly format: Format;
}

export function useSummary(draft: Draft, findings: WizardFindings): readonly SummaryLine[] {
  const say = useMessages(wizardMessages);
  const shortcuts = useMessages(shortcutMessages).modes;
  const format = useFormat();
  const nameOf = useNetworkNames();
  return [
    { step: 'dataset', texts: describeDataset(draft, findings, say, format) },
    { step: 'network', texts: describeNetwork(draft, findings, say, format) },
    { step: 'method', texts: describeMethod(draft, findings.preview, { say, shortcuts, nameOf, format }) },
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

/** What is pruned and how it is compensated, each compensation by the name that its network has in the result. */
export function describeMethod(
  { prune, compensate }: Draft,
  planned: WizardFindings['preview'],
  { say, shortcuts, nameOf, format }: Words,
): string[] {
  if (prune === undefined) return [];
  const preview = planned?.state === 'loaded' ? planned.data : undefined;
  const networks = compensate.map((_, index) => nameOf(variantName(compensate, index)));
  return [
    say.criteria[prune.criterion],
    describeAmount(prune, say, format),
    ...(prune.shortcut === undefined ? [] : [say.shortcutsBy(shortcuts[prune.shortcut].title)]),
    networks.length === 0 ? say.noCompensation : say.compensatedBy(networks.join(say.listJoin)),
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
