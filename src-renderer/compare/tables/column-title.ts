import type { compareMessages } from '../compare-messages.ts';
import type { ColumnKind } from './network-columns.ts';

/** What a column is called. */
export function columnTitle(say: (typeof compareMessages)['en'], kind: ColumnKind): string {
  switch (kind.of) {
    case 'run':
      return say.columnRun;
    case 'network':
      return say.columnNetwork;
    case 'data':
      return say.columnData;
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
      return say.accuracy;
    case 'change':
      return say.columnChange;
    case 'latency':
      return say.latency(kind.batchSize);
  }
}
