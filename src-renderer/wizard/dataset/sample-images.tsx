import { memo, useState, type ReactNode } from 'react';
import type { SplitName } from '../../../src-shared/dataset-report.ts';
import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { DatasetSamples } from '../../../src-shared/routes/wizard-routes.ts';
import { useFront } from '../../front/front-context.ts';
import { useAnswer } from '../../front/use-answer.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { SAMPLES } from '../use-findings.ts';
import { datasetMessages } from './dataset-messages.ts';
import { samplesByClass } from './samples-by-class.ts';

interface SampleImagesProps {
  readonly dataset: DatasetRecipe;
  readonly facts: DatasetSamples;
}

const A_CLASS = 8;

/** Some images of each class, drawn again on demand: whether labels and images belong together is seen at a glance. */
export const SampleImages = memo(function SampleImages({ dataset, facts }: SampleImagesProps): ReactNode {
  const say = useMessages(datasetMessages);
  const front = useFront();
  const [seed, setSeed] = useState(1);
  const [split, setSplit] = useState<SplitName>('train');
  const another = seed !== 1 || split !== 'train';
  const drawn = useAnswer('datasets.samples', another ? { dataset, split, count: SAMPLES, seed } : undefined);
  const asked = another ? drawn.asked : ({ state: 'loaded', data: facts, stale: false } as const);
  return (
    <section className="card" aria-labelledby="wizard-samples">
      <div className="wizard-card-head">
        <h3 id="wizard-samples">{say.samples}</h3>
        <div className="buttons">
          <SelectField
            label={say.samplesOf}
            value={split}
            options={[
              ['train', say.splits.train],
              ['test', say.splits.test],
            ]}
            onChange={setSplit}
          />
          <button type="button" onClick={() => setSeed(seed + 1)}>
            {say.drawAgain}
          </button>
        </div>
      </div>
      {asked.state === 'loading' && <Loading label={say.loadingSamples} />}
      {asked.state === 'failed' && <Failure error={asked.error} onRetry={drawn.reload} />}
      {asked.state === 'loaded' && (
        <dl className="wizard-samples" tabIndex={0} aria-busy={asked.stale}>
          {samplesByClass(asked.data, A_CLASS).map(({ name, images }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {images.length === 0 && <span className="quiet">{say.noneOfClass}</span>}
                {images.map(({ image, index }) => (
                  <img key={index} className="pixelated" src={front.imageAddress(image)} alt={say.imageOf(name)} />
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
});
