import type { PreviewedLayer } from '../../../src-shared/plan-preview.ts';

export const MEASURES = ['channels', 'parameters', 'macs'] as const;
export type Measure = (typeof MEASURES)[number];

/** What a layer has of something before and after the plan. */
export function measureLayer(
  layer: PreviewedLayer,
  measure: Measure,
): { readonly before: number; readonly after: number } {
  switch (measure) {
    case 'channels':
      return { before: layer.channels, after: layer.keep.length };
    case 'parameters':
      return { before: layer.parametersBefore, after: layer.parametersAfter };
    case 'macs':
      return { before: layer.macsBefore, after: layer.macsAfter };
  }
}
