import type { compareMessages } from '../compare-messages.ts';
import type { MeasureTexts } from '../measure-texts.ts';
import type { ColumnKind } from './network-columns.ts';

/** What a column is called; that of the networks' measure as the measure. */
export function columnTitle(say: (typeof compareMessages)['en'], kind: ColumnKind, measure: MeasureTexts): string {
  switch (kind.of) {
    case 'run':
      return say.columnRun;
    case 'network':
      return say.columnNetwork;
    case 'data':
      return say.columnData;
    case 'measure':
      return say.columnMeasure;
    case 'seeds':
      return say.columnSeeds;
    case 'parameters':
      return say.parameters;
    case 'macs':
      return say.macs;
    case 'file':
      return say.file;
    case 'before':
      return say.columnBefore;
    case 'accuracy':
      return measure.title;
    case 'change':
      return say.columnChange;
    case 'latency':
      return say.latency(kind.batchSize);
  }
}
