import type { ReactNode } from 'react';
import { Page } from '../frame/page.tsx';
import { useAnswer } from '../front/use-answer.ts';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { compareMessages } from './compare-messages.ts';
import { ComparisonView } from './comparison-view.tsx';

/** Finished runs side by side. */
export function ComparePage({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const say = useMessages(compareMessages);
  const { asked, reload } = useAnswer('runs.compare', ids.length === 0 ? undefined : { ids: [...ids] });
  if (ids.length === 0) {
    return (
      <Page title={say.noneTitle}>
        <section className="notice">
          <p>{say.none}</p>
          <Link to={{ page: 'home' }} className="button">
            {say.home}
          </Link>
        </section>
      </Page>
    );
  }
  return (
    <Page title={say.title(ids.length)}>
      {asked.state === 'loading' && <Loading label={say.loading} />}
      {asked.state === 'failed' && (
        <Failure error={asked.error} onRetry={reload}>
          <p>{say.onlyFinished}</p>
        </Failure>
      )}
      {asked.state === 'loaded' && <ComparisonView comparison={asked.data} />}
    </Page>
  );
}
