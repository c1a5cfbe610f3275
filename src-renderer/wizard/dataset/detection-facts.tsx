import { memo, type ReactNode } from 'react';
import type { DetectionReport } from '../../../src-shared/dataset-report.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { datasetMessages } from './dataset-messages.ts';
import { detectionDataMessages } from './detection-data-messages.ts';

/** How many images and objects there are, and how large the objects are. */
export const DetectionFacts = memo(function DetectionFacts({
  report,
}: {
  readonly report: DetectionReport;
}): ReactNode {
  const say = useMessages(detectionDataMessages);
  const { splits: names } = useMessages(datasetMessages);
  const format = useFormat();
  const { splits } = report;
  return (
    <section className="card" aria-labelledby="wizard-objects">
      <h3 id="wizard-objects">{say.objectsTitle}</h3>
      <p className="quiet">{say.objectsLead}</p>
      <DataTable
        caption={say.objectsLead}
        data={{
          head: [
            say.part,
            say.annotated,
            say.missing,
            say.withoutObjects,
            say.objects,
            say.regions,
            ...SIZES.map((size) => say.sizes[size]),
          ],
          rows: splits.map((split) => [
            names[split.split],
            format.integer(split.annotated),
            split.missing === 0 ? '0' : <strong key="missing">{format.integer(split.missing)}</strong>,
            format.integer(split.withoutObjects),
            format.integer(split.objects),
            format.integer(split.regions),
            ...SIZES.map((size) => format.share(split[size] / (split.small + split.medium + split.large))),
          ]),
        }}
      />
    </section>
  );
});

const SIZES = ['small', 'medium', 'large'] as const;
