import { memo, useState, type ReactNode } from 'react';
import type { RouteOutputs } from '../../../src-shared/routes.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { Tabs } from '../../widgets/tabs.tsx';
import { FigureList } from '../parts/figure-list.tsx';
import { GroupTable } from './group-table.tsx';
import { LayerTable } from './layer-table.tsx';
import { networkMessages } from './network-messages.ts';
import { ParametersChart } from './parameters-chart.tsx';

interface NetworkContentProps {
  readonly inspection: RouteOutputs['networks.inspect'];
}

/** What the network is made of. */
export const NetworkContent = memo(function NetworkContent({ inspection }: NetworkContentProps): ReactNode {
  const say = useMessages(networkMessages);
  const format = useFormat();
  const [tab, setTab] = useState<'chart' | 'layers' | 'groups'>('chart');
  const { parameters, macs, layers, groups, notes } = inspection;
  return (
    <section className="card" aria-label={inspection.name}>
      <FigureList
        figures={[
          [say.parameters, format.count(parameters)],
          [say.macs, format.count(macs), say.macsDetail],
          [say.layers, format.integer(layers.length)],
          [say.groups, format.integer(groups.length)],
        ]}
      />
      {notes.length > 0 && (
        <ul className="quiet" aria-label={say.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Tabs
        label={inspection.name}
        selected={tab}
        onSelect={setTab}
        tabs={[
          { name: 'chart', label: say.parametersChart, content: () => <ParametersChart layers={layers} /> },
          { name: 'layers', label: say.layerTable, content: () => <LayerTable layers={layers} /> },
          { name: 'groups', label: say.groupsTitle, content: () => <GroupTable layers={layers} groups={groups} /> },
        ]}
      />
    </section>
  );
});
