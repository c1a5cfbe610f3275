import { useCallback } from 'react';
import { MISSING } from '../../../src-shared/format-number.ts';
import { useDatasetNames } from '../../language/dataset-names.ts';
import { useFormat, type Format } from '../../language/format.ts';
import { useMeasureNames, type MeasureNames } from '../../language/measure-names.ts';
import { isBase, type ComparedNetwork } from '../compared-network.ts';
import type { ColumnKind } from './network-columns.ts';

/** What a cell of the table of networks says. */
export interface NetworkCell {
  readonly text: string;
  /** How it stands to the base. */
  readonly note?: string | undefined;
  /** What it is, in full. */
  readonly title?: string | undefined;
}

export function useCellDescription(): (network: ComparedNetwork, kind: ColumnKind) => NetworkCell {
  const format = useFormat();
  const measures = useMeasureNames();
  const datasetName = useDatasetNames();
  return useCallback(
    (network, kind) => describeCell({ format, measures, datasetName }, network, kind),
    [format, measures, datasetName],
  );
}

interface Words {
  readonly format: Format;
  readonly measures: MeasureNames;
  readonly datasetName: (name: string) => string;
}

function describeCell(
  { format, measures, datasetName }: Words,
  network: ComparedNetwork,
  kind: ColumnKind,
): NetworkCell {
  const { run, row } = network;
  const beside = (share: number | null): string | undefined =>
    share === null || isBase(network) ? undefined : format.share(share);
  switch (kind.of) {
    case 'run':
      return { text: `#${run}` };
    case 'network':
      return { text: row.variant };
    case 'data':
      return { text: datasetName(row.dataset) };
    case 'measure':
      return { text: measures.title(row.measure), title: measures.protocol(row.measure) };
    case 'seeds':
      return { text: format.integer(row.seeds) };
    case 'parameters':
      return { text: format.count(row.parameters), note: beside(row.parametersShare) };
    case 'macs':
      return { text: format.count(row.macs), note: beside(row.macsShare) };
    case 'file':
      return { text: format.bytes(row.fileBytes), note: beside(row.fileShare) };
    case 'before':
      return { text: format.shareSpread(row.accuracyBefore, row.accuracyBeforeDeviation) };
    case 'accuracy':
      return { text: format.shareSpread(row.accuracy, row.accuracyDeviation) };
    case 'change':
      return describeChange(format, network);
    case 'latency': {
      const latency = row.latency.find(({ batchSize }) => batchSize === kind.batchSize);
      if (latency === undefined) return { text: MISSING };
      const note = latency.speedup === null || isBase(network) ? undefined : format.factor(latency.speedup);
      return { text: format.milliseconds(latency.medianMilliseconds), note };
    }
  }
}

function describeChange(format: Format, network: ComparedNetwork): NetworkCell {
  const { accuracyChange, accuracyChangeDeviation } = network.row;
  if (accuracyChange === null || isBase(network)) return { text: MISSING };
  const text = format.points(accuracyChange);
  if (accuracyChangeDeviation === null) return { text };
  return { text, note: `± ${(accuracyChangeDeviation * 100).toFixed(1)}` };
}
