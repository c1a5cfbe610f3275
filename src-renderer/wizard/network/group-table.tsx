import type { ReactNode } from 'react';
import type { ChannelGroup } from '../../../src-shared/network-inspection.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { networkMessages } from './network-messages.ts';

/** Which channels can only go together, and which can't go at all and why. */
export function GroupTable({ groups }: { readonly groups: readonly ChannelGroup[] }): ReactNode {
  const say = useMessages(networkMessages);
  const format = useFormat();
  const prunable = groups.filter((group) => group.prunable).length;
  return (
    <div className="wizard-stack">
      <p className="quiet">{say.groupsLead}</p>
      <p>{say.prunableGroups(format.integer(prunable), format.integer(groups.length))}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={say.groupsTitle}>
        <table className="data">
          <caption className="visually-hidden">{say.groupsTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{say.group}</th>
              <th scope="col">{say.groupLayers}</th>
              <th scope="col" className="number">
                {say.channels}
              </th>
              <th scope="col">{say.prunable}</th>
              <th scope="col">{say.why}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.name}>
                <th scope="row">{group.name}</th>
                <td>{group.layers.join(say.join)}</td>
                <td className="number">{format.integer(group.channels)}</td>
                <td>{group.prunable ? say.yes : say.no}</td>
                <td>{group.reason ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
