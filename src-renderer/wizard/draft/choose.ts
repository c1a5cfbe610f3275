import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import { taskOf, type Task } from '../../../src-shared/task.ts';
import { hasWeights } from '../../../src-shared/network-files.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import { inputSize, isBelowCocoSize, scaledAnchors } from './anchors.ts';
import type { Draft } from './draft.ts';
import { FRESH_DATASETS, FRESH_NETWORKS } from './fresh-choices.ts';
import { isDarknet, suitsTask } from './network-task.ts';
import type { PlacedKind } from './placed-dataset.ts';
import { usualSettings } from './usual-settings.ts';

/** What the draft's data set is for; undefined while none is chosen. */
export function taskOfDraft({ dataset }: Draft): Task | undefined {
  return dataset === undefined ? undefined : taskOf(dataset.kind);
}

/** Takes a kind of data set, with what was set for it before, and a network that suits it. */
export function chooseDataset(draft: Draft, kind: DatasetRecipe['kind']): Draft {
  const { dataset, otherDatasets } = draft;
  if (dataset?.kind === kind) return draft;
  const chosen = otherDatasets.find((other) => other.kind === kind) ?? FRESH_DATASETS[kind];
  const changed = {
    ...draft,
    dataset: chosen,
    otherDatasets: [...(dataset === undefined ? [] : [dataset]), ...otherDatasets.filter((one) => one.kind !== kind)],
  };
  const before = taskOfDraft(draft) ?? 'classification';
  return before === taskOf(chosen.kind) ? changed : withOtherTask(changed, taskOf(chosen.kind));
}

/** Takes a data set of a kind that lies in files. */
export function placeDataset(draft: Draft, kind: PlacedKind, path: string): Draft {
  const chosen = chooseDataset(draft, kind);
  const { dataset } = chosen;
  if (dataset === undefined || !('path' in dataset)) return chosen;
  return { ...chosen, dataset: { ...dataset, path } };
}

/** Takes a kind of network, with what was set for it before. What comes as darknet files is to be written as such, too. */
export function chooseNetwork(draft: Draft, kind: NetworkRecipe['kind']): Draft {
  const { network, otherNetworks } = draft;
  if (network?.kind === kind) return draft;
  return setNetwork(
    {
      ...draft,
      export: kind === 'darknet' ? [...new Set([...draft.export, kind])] : draft.export,
      otherNetworks: [...(network === undefined ? [] : [network]), ...otherNetworks.filter((one) => one.kind !== kind)],
    },
    otherNetworks.find((other) => other.kind === kind) ?? freshNetwork(kind, draft),
  );
}

function freshNetwork(kind: NetworkRecipe['kind'], { dataset }: Draft): NetworkRecipe {
  const fresh = FRESH_NETWORKS[kind];
  const size = inputSize(dataset);
  return fresh.kind === 'yolov3' && size !== undefined && isBelowCocoSize(size)
    ? { ...fresh, anchors: [...scaledAnchors(size)] }
    : fresh;
}

/** Sets a network in full. Training settings that nobody has changed become those that are usual for it. */
export function setNetwork(draft: Draft, network: NetworkRecipe): Draft {
  const task = taskOfDraft(draft);
  const before = usualSettings(task, draft.network);
  const usual = usualSettings(task, network);
  const changed = withTraining({
    ...draft,
    network,
    export: isDarknet(network) ? draft.export : draft.export.filter((format) => format !== 'darknet'),
  });
  if (usual === before) return changed;
  return {
    ...changed,
    train: replaceUsual(changed.train, before.train, usual.train),
    finetune: replaceUsual(changed.finetune, before.finetune, usual.finetune),
  };
}

/** Whether the network begins with random weights, so that it has to be trained before anything can be told from it. */
export function startsUntrained(network: NetworkRecipe | undefined): boolean {
  return network !== undefined && !hasWeights(network);
}

/** A network of random weights is always trained. */
export function withTraining(draft: Draft): Draft {
  return startsUntrained(draft.network) && draft.train === undefined
    ? { ...draft, train: usualSettings(taskOfDraft(draft), draft.network).train }
    : draft;
}

/** After a change of task: a network that suits it, the last one if there was any, and none of the settings that were for the other. */
function withOtherTask(draft: Draft, task: Task): Draft {
  const { network, otherNetworks } = draft;
  const suitable = [network, ...otherNetworks].find((one) => one !== undefined && suitsTask(one.kind, task));
  const networks = [...(network === undefined ? [] : [network]), ...otherNetworks];
  const usual = usualSettings(task, suitable);
  return withTraining({
    ...draft,
    ...usual,
    network: suitable,
    otherNetworks: networks.filter((one) => one !== suitable),
    train: withSparsity(usual.train, draft.train),
    finetune: withSparsity(usual.finetune, draft.finetune),
    evaluate: undefined,
    export: draft.export.filter((format) => format !== (task === 'detection' ? 'tfjs' : 'darknet')),
  });
}

interface Sparse {
  readonly sparsity: number;
}

function replaceUsual<Settings extends Sparse>(
  now: Settings | undefined,
  before: Settings,
  usual: Settings,
): Settings | undefined {
  return now !== undefined && JSON.stringify(now) === JSON.stringify(withSparsity(before, now))
    ? withSparsity(usual, now)
    : now;
}

/** The settings with the sparsity of others, which the approach decides on; none in place of none. */
function withSparsity<Settings extends Sparse>(settings: Settings, former: Settings | undefined): Settings | undefined {
  return former === undefined ? undefined : { ...settings, sparsity: former.sparsity };
}
