import type { ReactNode } from 'react';
import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import { useMessages } from '../../language/language.ts';
import { NumberField, OptionalNumberField } from '../parts/number-field.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { datasetMessages } from './dataset-messages.ts';
import { ImageFolderOptions } from './image-folder-options.tsx';

/** How much of the data set is used, and how. */
export function DatasetOptions({ dataset }: { readonly dataset: DatasetRecipe }): ReactNode {
  const say = useMessages(datasetMessages);
  const { change } = useWizard();
  const set = (next: DatasetRecipe): void => change((draft) => ({ ...draft, dataset: next }));
  return (
    <section className="card" aria-labelledby="wizard-options">
      <h3 id="wizard-options">{dataset.kind === 'generated' ? say.drawn : say.options}</h3>
      {dataset.kind !== 'generated' && <p className="quiet">{say.optionsHint}</p>}
      <div className="wizard-fields">
        {dataset.kind === 'generated' ? (
          <GeneratedOptions dataset={dataset} onChange={set} />
        ) : (
          <LimitOptions dataset={dataset} onChange={set} />
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
      {dataset.kind === 'image-folder' && <ImageFolderOptions dataset={dataset} onChange={set} />}
    </section>
  );
}

interface OptionsProps<Kind extends DatasetRecipe['kind']> {
  readonly dataset: Extract<DatasetRecipe, { kind: Kind }>;
  readonly onChange: (dataset: DatasetRecipe) => void;
}

function GeneratedOptions({ dataset, onChange }: OptionsProps<'generated'>): ReactNode {
  const say = useMessages(datasetMessages);
  return (
    <>
      <NumberField
        label={say.trainImages}
        value={dataset.train}
        from={100}
        to={50_000}
        step={500}
        whole
        onChange={(train) => onChange({ ...dataset, train })}
      />
      <NumberField
        label={say.testImages}
        value={dataset.test}
        from={100}
        to={10_000}
        step={100}
        whole
        onChange={(test) => onChange({ ...dataset, test })}
      />
      <NumberField
        label={say.drawSeed}
        value={dataset.seed}
        from={0}
        step={1}
        whole
        onChange={(seed) => onChange({ ...dataset, seed })}
      />
    </>
  );
}

function LimitOptions({ dataset, onChange }: OptionsProps<'cifar10' | 'cifar100' | 'image-folder'>): ReactNode {
  const say = useMessages(datasetMessages);
  const { train, test } = dataset.limit ?? {};
  const limit = (next: { train?: number | undefined; test?: number | undefined }): void => {
    const limits = { train, test, ...next };
    const none = limits.train === undefined && limits.test === undefined;
    onChange({ ...dataset, limit: none ? undefined : limits });
  };
  return (
    <>
      <OptionalNumberField
        label={say.trainLimit}
        value={train}
        placeholder={say.all}
        from={1}
        step={1000}
        whole
        onChange={(count) => limit({ train: count })}
      />
      <OptionalNumberField
        label={say.testLimit}
        value={test}
        placeholder={say.all}
        from={1}
        step={500}
        whole
        onChange={(count) => limit({ test: count })}
      />
    </>
  );
}
