import type { ReactNode } from 'react';
import type { PreviewedLayer } from '../../../src-shared/plan-preview.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { useWizard } from '../wizard-context.ts';
import { shortcutMessages } from './shortcut-messages.ts';

/** Of layers that have to keep the same channels: what each would keep by itself beside what they keep together. */
export function PreviewCoupled({ layers }: { readonly layers: readonly PreviewedLayer[] }): ReactNode {
  const say = useMessages(shortcutMessages);
  const format = useFormat();
  const { network } = useWizard().findings;
  const coupled = layers.filter(({ ownKeep }) => ownKeep !== null);
  if (coupled.length === 0) return null;
  const inspected = network?.state === 'loaded' ? network.data.layers : [];
  const groupOf = new Map(inspected.map(({ name, group }) => [name, group ?? '']));
  const groups = [...new Set(coupled.map(({ layer }) => groupOf.get(layer) ?? ''))];
  return (
    <details className="wizard-more">
      <summary>{say.coupled}</summary>
      <div className="wizard-more-content">
        <p className="quiet">{say.coupledLead}</p>
        <DataTable
          caption={say.coupled}
          data={{
            head: [say.layer, say.group, say.channels, say.ownKeep, say.kept],
            rows: groups.flatMap((group) =>
              coupled
                .filter(({ layer }) => (groupOf.get(layer) ?? '') === group)
                .map(({ layer, channels, ownKeep, keep }) => [
                  layer,
                  group,
                  format.integer(channels),
                  format.integer(ownKeep ?? Number.NaN),
                  <strong key={layer}>{format.integer(keep.length)}</strong>,
                ]),
            ),
            words: [1],
          }}
        />
      </div>
    </details>
  );
}
