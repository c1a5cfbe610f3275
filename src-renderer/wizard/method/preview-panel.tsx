import { memo, type ReactNode } from 'react';
import type { PlanPreview } from '../../../src-shared/plan-preview.ts';
import type { PruneRecipe } from '../../../src-shared/recipe.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { useWizard } from '../wizard-context.ts';
import { methodMessages } from './method-messages.ts';
import { Certificates } from './certificates.tsx';
import { PreviewCosts } from './preview-costs.tsx';
import { PreviewCoupled } from './preview-coupled.tsx';
import { PreviewLayers } from './preview-layers.tsx';

/** What the settings come to, before any training; the last answer stays while the next is on its way. */
export function PreviewPanel(): ReactNode {
  const say = useMessages(methodMessages);
  const { draft, findings } = useWizard();
  const { preview } = findings;
  return (
    <section className="card wizard-preview" aria-labelledby="wizard-preview">
      <div className="wizard-card-head">
        <h3 id="wizard-preview">{say.preview}</h3>
        <span role="status" className="quiet">
          {preview?.state === 'loaded' && preview.stale && say.updating}
        </span>
      </div>
      {preview === undefined && <p className="quiet">{say.previewMissing}</p>}
      {preview?.state === 'loading' && <Loading label={say.previewing} />}
      {preview?.state === 'failed' && <Failure error={preview.error} onRetry={findings.previewAgain} />}
      {preview?.state === 'loaded' && (
        <>
          <PreviewContent preview={preview.data} scope={draft.prune?.scope ?? 'uniform'} />
          <Certificates />
        </>
      )}
    </section>
  );
}

interface PreviewContentProps {
  readonly preview: PlanPreview;
  readonly scope: PruneRecipe['scope'];
}

const PreviewContent = memo(function PreviewContent({ preview, scope }: PreviewContentProps): ReactNode {
  const say = useMessages(methodMessages);
  const format = useFormat();
  const basis = preview.basis === 'initial' ? (`initial-${scope}` as const) : preview.basis;
  return (
    <>
      <PreviewCosts preview={preview} />
      <p className={basis === 'initial-global' ? 'wizard-basis wizard-basis-guess' : 'wizard-basis'}>
        <strong>{say.basisTitle}.</strong> {say.bases[basis]}
      </p>
      {preview.steps !== null && (
        <p className="wizard-basis">
          {preview.steps === 'unmeasured' ? say.unrounded : say.rounded(format.moment(preview.steps.measuredAt))}
        </p>
      )}
      <PreviewLayers preview={preview} />
      <PreviewCoupled layers={preview.layers} />
      {preview.unprunable.length > 0 && (
        <details className="wizard-more">
          <summary>{say.unprunable}</summary>
          <DataTable
            caption={say.unprunable}
            data={{
              head: [say.layer, say.channels, say.reason],
              rows: preview.unprunable.map(({ layer, channels, reason }) => [layer, format.integer(channels), reason]),
              words: [2],
            }}
          />
        </details>
      )}
      <p className="quiet">{say.planned(format.milliseconds(preview.milliseconds))}</p>
    </>
  );
});
