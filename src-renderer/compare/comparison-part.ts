import type { ComparedNetwork } from './compared-network.ts';
import type { MeasureTexts } from './measure-texts.ts';
import type { LabelOf } from './network-label.ts';

/** What the parts of a comparison have in common: its networks, and which of them is chosen. */
export interface ComparisonPart {
  readonly networks: readonly ComparedNetwork[];
  readonly labelOf: LabelOf;
  readonly measure: MeasureTexts;
  readonly selected: ComparedNetwork;
  readonly onSelect: (network: ComparedNetwork) => void;
  readonly onExport: (network: ComparedNetwork) => void;
}
