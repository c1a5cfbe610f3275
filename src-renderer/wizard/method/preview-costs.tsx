import type { ReactNode } from 'react';
import type { PlanPreview } from '../../../src-shared/plan-preview.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { methodMessages } from './method-messages.ts';

/** Parameters and MACs before and after, and the least that could be reached. */
export function PreviewCosts({ preview }: { readonly preview: PlanPreview }): ReactNode {
  const say = useMessages(methodMessages);
  const format = useFormat();
  const { base, pruned, smallest } = preview;
  return (
    <div className="wizard-costs">
      <table className="data">
        <caption className="visually-hidden">{say.costs}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" className="number">
              {say.before}
            </th>
            <th scope="col" className="number">
              {say.after}
            </th>
            <th scope="col" className="number">
              {say.keptShare}
            </th>
            <th scope="col" className="number">
              {say.change}
            </th>
          </tr>
        </thead>
        <tbody>
          {(['parameters', 'macs'] as const).map((cost) => (
            <tr key={cost}>
              <th scope="row">{say[cost]}</th>
              <td className="number">{format.count(base[cost])}</td>
              <td className="number">
                <strong>{format.count(pruned[cost])}</strong>
              </td>
              <td className="number">{format.share(pruned[cost] / base[cost])}</td>
              <td className="number">{format.factor(base[cost] / pruned[cost])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {say.smallest}: {format.count(smallest.parameters)} · {format.count(smallest.macs)} MACs
      </p>
    </div>
  );
}
