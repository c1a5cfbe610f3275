import type { ReactNode } from 'react';
import type { ChannelGroup, NetworkInspection } from '../../../src-shared/network-inspection.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { sharedGroups } from './filter-layers.ts';
import { networkMessages } from './network-messages.ts';

/** Which channels can only go together, and which can't go at all and why: first those of several layers. */
export function GroupTable({ layers, groups }: Pick<NetworkInspection, 'layers' | 'groups'>): ReactNode {
  const say = useMessages(networkMessages);
  const format = useFormat();
  const prunable = groups.filter((group) => group.prunable).length;
  const shared = sharedGroups({ layers, groups });
  const single = groups.filter((group) => !shared.includes(group));
  return (
    <div className="wizard-stack">
      <p className="quiet">{say.groupsLead}</p>
      <p>{say.prunableGroups(format.integer(prunable), format.integer(groups.length))}</p>
      {shared.length > 0 && (
        <>
          <h4>{say.sharedGroups(format.integer(shared.length))}</h4>
          <Groups caption={say.sharedGroups(format.integer(shared.length))} groups={shared} />
        </>
      )}
      {single.length > 0 && (
        <>
          <h4>{say.singleGroups(format.integer(single.length))}</h4>
          <Groups caption={say.singleGroups(format.integer(single.length))} groups={single} />
        </>
      )}
    </div>
  );
}

interface GroupsProps {
  readonly caption: string;
  readonly groups: readonly ChannelGroup[];
}

function Groups({ caption, groups }: GroupsProps): ReactNode {
  const say = useMessages(networkMessages);
  const format = useFormat();
  return (
    <DataTable
      caption={caption}
      data={{
        head: [say.group, say.groupLayers, say.channels, say.prunable, say.why],
        rows: groups.map(({ name, layers, channels, prunable, reason }) => [
          name,
          <ul key={name} className="wizard-members">
            {layers.map((layer) => (
              <li key={layer}>{layer}</li>
            ))}
          </ul>,
          format.integer(channels),
          prunable ? say.yes : say.no,
          reason ?? '',
        ]),
        words: [1, 3, 4],
      }}
    />
  );
}
