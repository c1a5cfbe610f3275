import { memo, useState, type ReactNode } from 'react';
import type { RunResult } from '../../src-shared/result.ts';
import { useMessages } from '../language/language.ts';
import { Tabs, type Tab } from '../widgets/tabs.tsx';
import { CertificatesPanel } from './charts/certificates-panel.tsx';
import { compareMessages } from './compare-messages.ts';
import { isBase } from './compared-network.ts';
import type { ComparisonPart } from './comparison-part.ts';
import { ScenesPanel } from './detection/scenes-panel.tsx';
import { ScoresPanel } from './detection/scores-panel.tsx';
import { FinetuningChart } from './charts/finetuning-chart.tsx';
import { LayersChart } from './charts/layers-chart.tsx';
import { NotesPanel } from './reading/notes-panel.tsx';
import { PredictionsPanel } from './predictions/predictions-panel.tsx';
import { SeedsChart } from './charts/seeds-chart.tsx';
import { LayerLatencyPanel } from './tables/layer-latency-panel.tsx';
import { TrainingChart } from './charts/training-chart.tsx';

type DetailName =
  | 'layers'
  | 'latency'
  | 'certificates'
  | 'finetuning'
  | 'seeds'
  | 'training'
  | 'scores'
  | 'boxes'
  | 'predictions'
  | 'notes';

interface ComparisonDetailsProps extends ComparisonPart {
  readonly results: readonly RunResult[];
}

/** What is looked at one at a time; what the runs have nothing of is not offered. */
export const ComparisonDetails = memo(function ComparisonDetails({
  results,
  ...part
}: ComparisonDetailsProps): ReactNode {
  const say = useMessages(compareMessages);
  const { networks } = part;
  const pruned = networks.some((network) => !isBase(network));
  const detectors = networks.every(({ row }) => row.measure.kind === 'mean-average-precision');
  const classifiers = networks.every(({ row }) => row.measure.kind === 'accuracy');
  const tabs: readonly (Tab<DetailName> & { readonly offered: boolean })[] = [
    {
      name: 'layers',
      label: say.layers,
      offered: results.some(({ plan }) => plan.length > 0),
      content: () => <LayersChart results={results} />,
    },
    {
      name: 'latency',
      label: say.layerLatency,
      offered: results.some(({ layerLatency }) => layerLatency.length > 0),
      content: () => <LayerLatencyPanel results={results} selectedRun={part.selected.result.runId} />,
    },
    {
      name: 'certificates',
      label: say.certificates,
      offered: networks.some(({ outcome }) => outcome.certificates.length > 0),
      content: () => <CertificatesPanel {...part} />,
    },
    {
      name: 'finetuning',
      label: say.finetuning,
      offered: networks.some(({ row }) => !Object.is(row.accuracyBefore, row.accuracy)),
      content: () => <FinetuningChart {...part} />,
    },
    {
      name: 'seeds',
      label: say.seeds,
      offered: networks.some(({ row }) => row.seeds > 1),
      content: () => <SeedsChart {...part} />,
    },
    {
      name: 'training',
      label: say.training,
      offered: results.some(({ epochs }) => epochs.length > 0),
      content: () => <TrainingChart results={results} measure={part.measure} />,
    },
    {
      name: 'predictions',
      label: say.predictions,
      offered: pruned && classifiers,
      content: () => <PredictionsPanel {...part} />,
    },
    { name: 'scores', label: say.scores, offered: pruned && detectors, content: () => <ScoresPanel {...part} /> },
    { name: 'boxes', label: say.boxes, offered: pruned && detectors, content: () => <ScenesPanel {...part} /> },
    { name: 'notes', label: say.notes, offered: true, content: () => <NotesPanel results={results} /> },
  ];
  const offered = tabs.filter((tab) => tab.offered);
  const [name, setName] = useState<DetailName>(offered[0]?.name ?? 'notes');
  return (
    <section className="card">
      <h2>{say.details}</h2>
      <Tabs label={say.details} tabs={offered} selected={name} onSelect={setName} />
    </section>
  );
});
