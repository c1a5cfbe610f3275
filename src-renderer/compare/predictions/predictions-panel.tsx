import type { ReactNode } from 'react';
import type { PredictionComparison } from '../../../src-shared/prediction-comparison.ts';
import { useFront } from '../../front/front-context.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { AskedPanel } from '../asked-panel.tsx';
import type { ComparisonPart } from '../comparison-part.ts';
import { ChangedImages } from './changed-images.tsx';
import { ClassTable, MistakeTable } from './class-tables.tsx';
import { ConfusionChart } from './confusion-chart.tsx';
import { predictionsMessages } from './predictions-messages.ts';

/** So many images of changed predictions are looked at; the most that the host gives. */
const EXAMPLES = 200;

/** What a network predicts beside its base, worked out when it is asked for. */
export function PredictionsPanel(part: ComparisonPart): ReactNode {
  const say = useMessages(predictionsMessages);
  const front = useFront();
  return (
    <AskedPanel
      part={part}
      say={say}
      ask={({ row }) => front.request('runs.predictions', { id: row.runId, variant: row.variant, examples: EXAMPLES })}
      afterFailure={() => <p>{say.nothingKept}</p>}
    >
      {({ network, answer }) => <Predictions key={network.key} predictions={answer} />}
    </AskedPanel>
  );
}

function Predictions({ predictions }: { readonly predictions: PredictionComparison }): ReactNode {
  const say = useMessages(predictionsMessages);
  const format = useFormat();
  const { broken, repaired, otherwise, images } = predictions;
  return (
    <>
      <div role="status">
        <dl className="compare-figures">
          <Count label={say.broken} count={broken} meaning={say.brokenMeaning} />
          <Count label={say.repaired} count={repaired} meaning={say.repairedMeaning} />
          <Count label={say.otherwise} count={otherwise} meaning={say.otherwiseMeaning} />
          <Count
            label={say.unchanged}
            count={images - broken - repaired - otherwise}
            meaning={say.unchangedMeaning(format.integer(images))}
          />
        </dl>
      </div>
      <ChangedImages predictions={predictions} />
      <ConfusionChart predictions={predictions} />
      <div className="compare-columns">
        <ClassTable predictions={predictions} />
        <MistakeTable predictions={predictions} />
      </div>
    </>
  );
}

interface CountProps {
  readonly label: string;
  readonly count: number;
  readonly meaning: string;
}

function Count({ label, count, meaning }: CountProps): ReactNode {
  const format = useFormat();
  return (
    <div>
      <dt>{label}</dt>
      <dd className="compare-value">{format.integer(count)}</dd>
      <dd className="quiet">{meaning}</dd>
    </div>
  );
}
