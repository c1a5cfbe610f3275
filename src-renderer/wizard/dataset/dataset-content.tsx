import type { ReactNode } from 'react';
import type { DatasetReport } from '../../../src-shared/dataset-report.ts';
import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { useWizard } from '../wizard-context.ts';
import { BalanceChart } from './balance-chart.tsx';
import { ChannelTable } from './channel-table.tsx';
import { datasetMessages } from './dataset-messages.ts';
import { DetectionFacts } from './detection-facts.tsx';
import { FindingList } from './finding-list.tsx';
import { MissingImages } from './missing-images.tsx';
import { SampleImages } from './sample-images.tsx';

/** What the host found in the data set: its health, its classes, its channels, some of its images. */
export function DatasetContent({ dataset }: { readonly dataset: DatasetRecipe }): ReactNode {
  const say = useMessages(datasetMessages);
  const { findings } = useWizard();
  const { report, facts } = findings;
  const reading = report?.state === 'loading' || (report?.state === 'loaded' && report.stale);
  return (
    <>
      {reading && <Loading label={say.reading} />}
      {report?.state === 'failed' && <Failure error={report.error} onRetry={findings.inspectAgain} />}
      {report?.state === 'loaded' && !report.stale && (
        <>
          {report.data.detection !== undefined && <MissingImages report={report.data.detection} />}
          <FindingList report={report.data} />
        </>
      )}
      {!reading && facts?.state === 'loading' && <Loading label={say.readingFacts} />}
      {facts?.state === 'failed' && report?.state !== 'failed' && (
        <Failure error={facts.error} onRetry={findings.readFactsAgain} />
      )}
      {facts?.state === 'loaded' && !facts.stale && <SampleImages dataset={dataset} facts={facts.data} />}
      {report?.state === 'loaded' && !report.stale && hasImages(report.data) && (
        <>
          {report.data.detection !== undefined && <DetectionFacts report={report.data.detection} />}
          {report.data.balance.map((balance) => (
            <BalanceChart
              key={balance.name}
              balance={balance}
              alone={report.data.balance.length === 1}
              counts={report.data.detection === undefined ? 'images' : 'objects'}
            />
          ))}
          <ChannelTable report={report.data} />
        </>
      )}
    </>
  );
}

function hasImages({ balance }: DatasetReport): boolean {
  return balance.some(({ classes }) => classes.some(({ train, test }) => train + test > 0));
}
