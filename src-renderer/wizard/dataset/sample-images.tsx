import { memo, useState, type ReactNode } from 'react';
import type { SplitName } from '../../../src-shared/dataset-report.ts';
import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import { taskOf } from '../../../src-shared/task.ts';
import type { DatasetSamples } from '../../../src-shared/routes/wizard-routes.ts';
import { useFront } from '../../front/front-context.ts';
import { useAnswer } from '../../front/use-answer.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { sampleCount } from '../use-findings.ts';
import { datasetMessages } from './dataset-messages.ts';
import { samplesByClass } from './samples-by-class.ts';
import { SceneImages } from './scene-images.tsx';

interface SampleImagesProps {
  readonly dataset: DatasetRecipe;
  readonly facts: DatasetSamples;
}

const A_CLASS = 8;

/** Some images of each class, or with their boxes, drawn again on demand: whether labels and images belong together is seen at a glance. */
export const SampleImages = memo(function SampleImages({ dataset, facts }: SampleImagesProps): ReactNode {
  const say = useMessages(datasetMessages);
  const front = useFront();
  const [seed, setSeed] = useState(1);
  const [split, setSplit] = useState<SplitName>('train');
  const isDetection = taskOf(dataset.kind) === 'detection';
  const another = seed !== 1 || split !== 'train';
  const drawn = useAnswer(
    'datasets.samples',
    another ? { dataset, split, count: sampleCount(dataset.kind), seed } : undefined,
  );
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
      {asked.state === 'loaded' && isDetection && <SceneImages samples={asked.data} busy={asked.stale} />}
      {asked.state === 'loaded' && !isDetection && (
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
