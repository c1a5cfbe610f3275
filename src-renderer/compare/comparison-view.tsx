import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { RunComparison } from '../../src-shared/routes/run-routes.ts';
import { ExportNetworkDialog } from '../export/export-network-dialog.tsx';
import './compare.css';
import { bestSmaller, isBase, networksOf, type ComparedNetwork } from './compared-network.ts';
import { ComparisonDetails } from './comparison-details.tsx';
import { Headline } from './reading/headline.tsx';
import { useMeasureTexts } from './measure-texts.ts';
import { useNetworkLabel } from './network-label.ts';
import { NetworkTable } from './tables/network-table.tsx';
import { RunList } from './tables/run-list.tsx';
import { SettingsTable } from './tables/settings-table.tsx';
import { TradeoffChart } from './charts/tradeoff-chart.tsx';
import { WarningList } from './reading/warning-list.tsx';

/** The networks of one or several runs: what came out, side by side, in charts and in detail. One network is chosen, everywhere the same. */
export function ComparisonView({ comparison }: { readonly comparison: RunComparison }): ReactNode {
  const networks = useMemo(() => networksOf(comparison), [comparison]);
  const labelOf = useNetworkLabel(networks);
  const measure = useMeasureTexts(networks);
  const best = useMemo(() => bestSmaller(networks), [networks]);
  const [chosen, setChosen] = useState<string>();
  const [exported, setExported] = useState<ComparedNetwork>();
  const select = useCallback(({ key }: ComparedNetwork) => setChosen(key), []);
  const selected =
    networks.find(({ key }) => key === chosen) ?? best ?? networks.find((one) => !isBase(one)) ?? networks[0];
  if (selected === undefined) return null;
  const shared = { networks, labelOf, measure, selected, onSelect: select, onExport: setExported };
  return (
    <div className="compare">
      <Headline {...shared} best={best} comparison={comparison} />
      <WarningList networks={networks} labelOf={labelOf} />
      {comparison.results.length > 1 && <RunList results={comparison.results} networks={networks} measure={measure} />}
      <NetworkTable {...shared} />
      {comparison.results.length > 1 && <SettingsTable results={comparison.results} />}
      <TradeoffChart {...shared} />
      <ComparisonDetails {...shared} results={comparison.results} />
      {exported !== undefined && (
        <ExportNetworkDialog
          run={exported.row.runId}
          variant={exported.row.variant}
          name={labelOf(exported)}
          onClose={() => setExported(undefined)}
        />
      )}
    </div>
  );
}
