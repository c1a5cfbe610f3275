import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { useWizard } from '../wizard-context.ts';
import { methodMessages } from './method-messages.ts';
import { PreviewInformation } from './preview-information.tsx';

/** What the compensations keep, which takes longer to find out than the plan. */
export function Certificates(): ReactNode {
  const say = useMessages(methodMessages);
  const { draft, findings } = useWizard();
  const { certified } = findings;
  if (draft.compensate.length === 0) return null;
  switch (certified.state) {
    case 'loading':
      return <Loading label={say.certifying} />;
    case 'failed':
      return <Failure error={certified.error} onRetry={findings.certifyAgain} />;
    case 'loaded':
      return (
        <div className="wizard-stack">
          {certified.stale && <Loading label={say.certifying} />}
          {certified.data.compensations.map((compensation) => (
            <PreviewInformation key={compensation.index} compensation={compensation} />
          ))}
        </div>
      );
  }
}
