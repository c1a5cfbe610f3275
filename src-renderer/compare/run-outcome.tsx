import type { ReactNode } from 'react';
import type { RunDetails } from '../../src-shared/routes/run-routes.ts';
import { useAnswer } from '../front/use-answer.ts';
import { useMessages } from '../language/language.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { compareMessages } from './compare-messages.ts';
import { ComparisonView } from './comparison-view.tsx';

/** What a finished run brought, for the run's page: its networks beside their base. Nothing for a run without a result. */
export function RunOutcome({ details }: { readonly details: RunDetails }): ReactNode {
  const say = useMessages(compareMessages);
  const finished = details.result !== null;
  const { asked, reload } = useAnswer('runs.compare', finished ? { ids: [details.overview.id] } : undefined);
  if (!finished) return null;
  switch (asked.state) {
    case 'loading':
      return <Loading label={say.loading} />;
    case 'failed':
      return <Failure error={asked.error} onRetry={reload} />;
    case 'loaded':
      return <ComparisonView comparison={asked.data} />;
  }
}
