import { useId, type ReactNode } from 'react';
import type { RunComparison } from '../../../src-shared/routes/run-routes.ts';
import { useFormat } from '../../language/format.ts';
import { useLanguage, useMessages } from '../../language/language.ts';
import { Link } from '../../navigation/link.tsx';
import { compareMessages } from '../compare-messages.ts';
import { areComparable, baseOf, isBase, type ComparedNetwork } from '../compared-network.ts';
import { holdUnits, showChange } from '../compared-values.ts';
import type { ComparisonPart } from '../comparison-part.ts';
import { NetworkFigures } from './network-figures.tsx';
import { NetworkPicker } from '../network-picker.tsx';

/** So many sentences are shown at once; the others behind a button. */
const FIRST_READINGS = 6;

interface HeadlineProps extends ComparisonPart {
  readonly best: ComparedNetwork | undefined;
  readonly comparison: RunComparison;
}

/** What came out, in a sentence, in the chosen network's figures, and in what can be concluded from the numbers. */
export function Headline({ comparison, best, ...part }: HeadlineProps): ReactNode {
  const say = useMessages(compareMessages);
  const heading = useId();
  const { networks, selected, onExport } = part;
  const base = baseOf(networks, selected);
  const ids = comparison.results.map(({ runId }) => runId);
  return (
    <section className="card" aria-labelledby={heading}>
      <h2 id={heading}>{say.outcome}</h2>
      <p className="compare-sentence">
        <BestSentence best={best} {...part} />
      </p>
      <div className="compare-choice">
        <NetworkPicker {...part} />
        <div className="buttons">
          <button type="button" className="primary" onClick={() => onExport(selected)}>
            {say.exportNetwork}
          </button>
          <Link to={{ page: 'report', ids }} className="button">
            {say.report}
          </Link>
        </div>
      </div>
      <NetworkFigures network={selected} base={base} />
      <Readings readings={numberRuns(comparison)} />
    </section>
  );
}

function BestSentence({ best, networks, labelOf, measure }: Omit<HeadlineProps, 'comparison'>): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  if (best !== undefined) {
    const { parametersShare, accuracy, accuracyDeviation, accuracyChange, accuracyChangeDeviation } = best.row;
    return holdUnits(
      say.best({
        network: labelOf(best),
        parameters: format.share(parametersShare ?? Number.NaN),
        measure: measure.name,
        accuracy: format.shareSpread(accuracy, accuracyDeviation),
        change: showChange(format, accuracyChange ?? Number.NaN, accuracyChangeDeviation),
      }),
    );
  }
  return areComparable(networks) || networks.every(isBase) ? say.nothingSmaller : say.noBest;
}

/** The sentences with the runs' numbers in place of their ids, where there are several. */
function numberRuns({ readings, results }: RunComparison): string[] {
  if (results.length < 2) return [...readings];
  return readings.map((reading) =>
    results.reduce((text, { runId }, index) => text.replaceAll(runId, `#${index + 1}`), reading),
  );
}

function Readings({ readings }: { readonly readings: readonly string[] }): ReactNode {
  const say = useMessages(compareMessages);
  const foreign = useLanguage() !== 'en';
  const more = readings.slice(FIRST_READINGS);
  if (readings.length === 0) return null;
  return (
    <div className="compare-readings">
      <h3>{say.readings}</h3>
      {foreign && <p className="quiet">{say.readingsLanguage}</p>}
      <ReadingList readings={readings.slice(0, FIRST_READINGS)} />
      {more.length > 0 && (
        <details>
          <summary>{say.moreReadings(more.length)}</summary>
          <ReadingList readings={more} />
        </details>
      )}
    </div>
  );
}

function ReadingList({ readings }: { readonly readings: readonly string[] }): ReactNode {
  return (
    <ul lang="en">
      {readings.map((reading) => (
        <li key={reading}>{reading}</li>
      ))}
    </ul>
  );
}
