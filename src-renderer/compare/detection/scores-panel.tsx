import { useMemo, type ReactNode } from 'react';
import type { DetectionScores } from '../../../src-shared/detection-scores.ts';
import { useFormat, type Format } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { baseOf, type ComparedNetwork } from '../compared-network.ts';
import type { ComparisonPart } from '../comparison-part.ts';
import { besideBase, SmallerNetworkField } from '../smaller-network-field.tsx';
import { detectionMessages } from './detection-messages.ts';
import { RecallChart } from './recall-chart.tsx';
import { changeOf, classChanges, mostLost, protocolChanges, sizeChanges, type ScoreChange } from './score-changes.ts';

/** What a detector finds of each class and size beside its base, in numbers and curves, and by each protocol. */
export function ScoresPanel(part: ComparisonPart): ReactNode {
  const say = useMessages(detectionMessages);
  const network = besideBase(part);
  const base = network && baseOf(part.networks, network);
  const [before, after] = [base?.outcome.detection, network?.outcome.detection];
  return (
    <div className="compare-panel">
      <div className="compare-choice">
        <SmallerNetworkField {...part} />
      </div>
      {network === undefined || base === undefined || !before || !after ? (
        <p className="quiet">{say.noScores}</p>
      ) : (
        <Scores base={base} network={network} before={before} after={after} labelOf={part.labelOf} />
      )}
    </div>
  );
}

interface ScoresProps {
  readonly base: ComparedNetwork;
  readonly network: ComparedNetwork;
  readonly before: DetectionScores;
  readonly after: DetectionScores;
  readonly labelOf: ComparisonPart['labelOf'];
}

function Scores({ base, network, before, after, labelOf }: ScoresProps): ReactNode {
  const say = useMessages(detectionMessages);
  const measures = useMeasureNames();
  const format = useFormat();
  const { classes } = network.result.dataset;
  const { measure } = network.row;
  const changes = useMemo(() => classChanges(before, after), [before, after]);
  const nameOf = (index: number): string => classes[index] ?? String(index);
  const worst = mostLost(changes);
  const name = labelOf(network);
  const head = [say.objects, say.base, name, say.change];
  const protocol = measures.protocol(measure);
  return (
    <>
      <p className="quiet">
        {protocol !== undefined && say.byClass(protocol)} {network.row.seeds > 1 && say.firstSeed}
      </p>
      <div className="compare-columns">
        <section className="compare-panel">
          <h3>{say.classesTitle}</h3>
          <p>
            {worst === undefined
              ? say.nothingLost
              : say.classesSummary(nameOf(worst.classIndex), format.points(changeOf(worst)))}
          </p>
          <DataTable
            caption={say.classesTitle}
            data={{
              head: [say.class, ...head],
              rows: changes.map((change) => [nameOf(change.classIndex), ...describeChange(format, change)]),
            }}
          />
        </section>
        <section className="compare-panel">
          <h3>{say.sizesTitle}</h3>
          <p className="quiet">{say.sizesHint}</p>
          <DataTable
            caption={say.sizesTitle}
            data={{
              head: [say.size, ...head],
              rows: sizeChanges(before, after).map((change) => [
                say.sizes[change.size],
                ...describeChange(format, change),
              ]),
            }}
          />
        </section>
      </div>
      <RecallChart base={base} network={network} classes={classes} changes={changes} labelOf={labelOf} />
      <section className="compare-panel">
        <h3>{say.protocolsTitle}</h3>
        <p className="quiet">{say.protocolsHint}</p>
        <DataTable
          caption={say.protocolsTitle}
          data={{
            head: [say.protocol, say.base, name, say.change, say.counted],
            words: [4],
            rows: protocolChanges(before, after).map((row) => {
              const counted = { kind: 'mean-average-precision', protocol: row.protocol } as const;
              return [
                row.name ?? measures.title(counted),
                ...describeScores(format, row),
                row.name === undefined ? measures.protocol(counted) : measures.title(counted),
              ];
            }),
          }}
        />
      </section>
    </>
  );
}

function describeChange(format: Format, change: ScoreChange): string[] {
  return [format.integer(change.truths), ...describeScores(format, change)];
}

function describeScores(format: Format, change: Pick<ScoreChange, 'base' | 'network'>): string[] {
  return [
    format.share(change.base ?? Number.NaN),
    format.share(change.network ?? Number.NaN),
    format.points(changeOf(change)),
  ];
}
