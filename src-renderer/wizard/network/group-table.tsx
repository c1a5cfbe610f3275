import type { ReactNode } from 'react';
import type { ChannelGroup } from '../../../src-shared/network-inspection.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
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
      <DataTable
        caption={say.groupsTitle}
        data={{
          head: [say.group, say.groupLayers, say.channels, say.prunable, say.why],
          rows: groups.map(({ name, layers, channels, prunable: can, reason }) => [
            name,
            layers.join(say.join),
            format.integer(channels),
            can ? say.yes : say.no,
            reason ?? '',
          ]),
          words: [1, 3, 4],
        }}
      />
    </div>
  );
}
