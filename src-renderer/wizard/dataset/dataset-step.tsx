import type { ReactNode } from 'react';
import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { Task } from '../../../src-shared/task.ts';
import { useMessages } from '../../language/language.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { chooseDataset } from '../draft/choose.ts';
import { isUnplaced } from '../draft/draft-to-recipe.ts';
import { StepFrame } from '../step-frame.tsx';
import { useWizard } from '../wizard-context.ts';
import { DatasetContent } from './dataset-content.tsx';
import { datasetMessages } from './dataset-messages.ts';
import { DatasetPlace } from './dataset-place.tsx';
import { KnownDatasets } from './known-datasets.tsx';
import { DatasetOptions } from './options/dataset-options.tsx';

const TASKS = ['classification', 'detection'] as const satisfies readonly Task[];
const KINDS: Readonly<Record<Task, readonly DatasetRecipe['kind'][]>> = {
  classification: ['cifar10', 'cifar100', 'image-folder', 'generated'],
  detection: ['visdrone', 'coco', 'yolo', 'generated-scenes'],
};

/** What the network learns from and is tested on. */
export function DatasetStep(): ReactNode {
  const say = useMessages(datasetMessages);
  const { draft, change } = useWizard();
  const { dataset } = draft;
  return (
    <StepFrame title={say.title} lead={say.lead}>
      {TASKS.map((task) => (
        <ChoiceCards
          key={task}
          legend={say.tasks[task]}
          legendShown
          choices={KINDS[task].map((name) => ({ name, ...say.kinds[name] }))}
          selected={dataset?.kind}
          onSelect={(kind) => change((before) => chooseDataset(before, kind))}
        />
      ))}
      <DatasetPlace />
      <KnownDatasets />
      {dataset !== undefined && !('path' in dataset && dataset.path === '') && <DatasetOptions dataset={dataset} />}
      {dataset !== undefined && !isUnplaced(dataset) && <DatasetContent dataset={dataset} />}
    </StepFrame>
  );
}
