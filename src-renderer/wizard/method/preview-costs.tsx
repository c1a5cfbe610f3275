import type { ReactNode } from 'react';
import type { PlanPreview } from '../../../src-shared/plan-preview.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { methodMessages } from './method-messages.ts';

const COSTS = ['parameters', 'macs'] as const;

/** Parameters and MACs before and after, and the least that could be reached. */
export function PreviewCosts({ preview }: { readonly preview: PlanPreview }): ReactNode {
  const say = useMessages(methodMessages);
  const format = useFormat();
  const { base, pruned, smallest } = preview;
  return (
    <div className="wizard-costs">
      <DataTable
        caption={say.costs}
        data={{
          head: ['', say.before, say.after, say.keptShare, say.change],
          rows: COSTS.map((cost) => [
            say[cost],
            format.count(base[cost]),
            <strong key={cost}>{format.count(pruned[cost])}</strong>,
            format.share(pruned[cost] / base[cost]),
            format.factor(base[cost] / pruned[cost]),
          ]),
        }}
      />
      <p className="quiet">
        {say.smallest}: {format.count(smallest.parameters)} · {format.count(smallest.macs)} MACs
      </p>
    </div>
  );
}
