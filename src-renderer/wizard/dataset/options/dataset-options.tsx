import type { ReactNode } from 'react';
import type { DatasetRecipe } from '../../../../src-shared/dataset-recipe.ts';
import { useMessages } from '../../../language/language.ts';
import { SelectField } from '../../parts/select-field.tsx';
import { useWizard } from '../../wizard-context.ts';
import { datasetMessages } from '../dataset-messages.ts';
import { CocoOptions } from './coco-options.tsx';
import { DrawnOptions } from './drawn-options.tsx';
import { ImageFolderOptions } from './image-folder-options.tsx';
import { InputSize } from './input-size.tsx';
import { LimitOptions } from './limit-options.tsx';
import { VisDroneOptions } from './visdrone-options.tsx';
import { YoloOptions } from './yolo-options.tsx';

/** How much of the data set is used, and how. */
export function DatasetOptions({ dataset }: { readonly dataset: DatasetRecipe }): ReactNode {
  const say = useMessages(datasetMessages);
  const { change } = useWizard();
  const set = (next: DatasetRecipe): void => change((draft) => ({ ...draft, dataset: next }));
  return (
    <section className="card" aria-labelledby="wizard-options">
      <h3 id="wizard-options">{'path' in dataset ? say.options : say.drawn}</h3>
      {'path' in dataset && <p className="quiet">{say.optionsHint}</p>}
      <div className="wizard-fields">
        {'path' in dataset ? (
          <LimitOptions dataset={dataset} onChange={set} />
        ) : (
          <DrawnOptions dataset={dataset} onChange={set} />
        )}
        {dataset.kind === 'cifar100' && (
          <SelectField
            label={say.labels}
            value={dataset.labels}
            options={[
              ['fine', say.labelKinds.fine],
              ['coarse', say.labelKinds.coarse],
            ]}
            onChange={(labels) => set({ ...dataset, labels })}
          />
        )}
      </div>
      <OwnOptions dataset={dataset} onChange={set} />
    </section>
  );
}

interface OwnOptionsProps {
  readonly dataset: DatasetRecipe;
  readonly onChange: (dataset: DatasetRecipe) => void;
}

/** What only data sets of this kind have. */
function OwnOptions({ dataset, onChange }: OwnOptionsProps): ReactNode {
  switch (dataset.kind) {
    case 'cifar10':
    case 'cifar100':
    case 'generated':
      return null;
    case 'image-folder':
      return <ImageFolderOptions dataset={dataset} onChange={onChange} />;
    case 'visdrone':
      return <VisDroneOptions dataset={dataset} onChange={onChange} />;
    case 'coco':
      return <CocoOptions dataset={dataset} onChange={onChange} />;
    case 'yolo':
      return <YoloOptions dataset={dataset} onChange={onChange} />;
    case 'generated-scenes':
      return <InputSize size={dataset.size} onChange={(size) => onChange({ ...dataset, size })} />;
  }
}
