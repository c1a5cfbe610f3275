import { formatCount, formatMilliseconds, formatShare } from '../../src-shared/format-number.ts';
import { isNoFaster, macsShare, timeShare } from '../../src-shared/layer-latency.ts';
import type { LayerLatency } from '../../src-shared/result.ts';
import type { ReportTable } from './document.ts';

/** What is left of each layer's multiply–accumulates beside what is left of its time. */
export function layerLatencyTable(layers: readonly LayerLatency[]): ReportTable {
  return {
    head: ['layer', 'MACs', 'pruned', 'share', 'time', 'pruned', 'share', 'faster'],
    rows: layers.map((layer) => [
      layer.layer,
      formatCount(layer.macsBefore),
      formatCount(layer.macsAfter),
      formatShare(macsShare(layer), 0),
      formatMilliseconds(layer.millisecondsBefore),
      formatMilliseconds(layer.millisecondsAfter),
      formatShare(timeShare(layer), 0),
      isNoFaster(layer) ? 'no' : '',
    ]),
    leftColumns: 1,
  };
}

/** Names the layers that lost multiply–accumulates but no time; nothing where no layer was timed. */
export function describeLayerLatency(layers: readonly LayerLatency[]): string[] {
  if (layers.length === 0) return [];
  const slow = layers.filter(isNoFaster);
  if (slow.length === 0) return ['Every layer that lost multiply–accumulates takes less time by itself, too.'];
  const names = slow.map(
    (layer) =>
      `${layer.layer} (${formatShare(macsShare(layer), 0)} of the MACs, ${formatShare(timeShare(layer), 0)} of the time)`,
  );
  return [
    `Of ${layers.length} layers with fewer multiply–accumulates ${slow.length} got no faster by ${slow.length === 1 ? 'itself' : 'themselves'}: ${names.join(', ')}.`,
  ];
}
