import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { chooseDataset } from '../draft/choose.ts';
import { isUnplaced } from '../draft/draft-to-recipe.ts';
import { StepFrame } from '../step-frame.tsx';
import { useWizard } from '../wizard-context.ts';
import { DatasetContent } from './dataset-content.tsx';
import { datasetMessages } from './dataset-messages.ts';
import { DatasetOptions } from './dataset-options.tsx';
import { DatasetPlace } from './dataset-place.tsx';
import { KnownDatasets } from './known-datasets.tsx';

const KINDS = ['cifar10', 'cifar100', 'image-folder', 'generated'] as const;

/** What the network learns from and is tested on. */
export function DatasetStep(): ReactNode {
  const say = useMessages(datasetMessages);
  const { draft, change } = useWizard();
  const { dataset } = draft;
  return (
    <StepFrame title={say.title} lead={say.lead}>
      <ChoiceCards
        legend={say.title}
        choices={KINDS.map((name) => ({ name, ...say.kinds[name] }))}
        selected={dataset?.kind}
        onSelect={(kind) => change((before) => chooseDataset(before, kind))}
      />
      <DatasetPlace />
      <KnownDatasets />
      {dataset !== undefined && !isUnplaced(dataset) && (
        <>
          <DatasetOptions dataset={dataset} />
          <DatasetContent dataset={dataset} />
        </>
      )}
    </StepFrame>
  );
}
