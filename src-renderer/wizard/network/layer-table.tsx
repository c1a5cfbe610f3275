import { useState, type ReactNode } from 'react';
import type { InspectedLayer } from '../../../src-shared/network-inspection.ts';
import { MISSING } from '../../../src-shared/format-number.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { CheckField } from '../parts/check-field.tsx';
import { networkMessages } from './network-messages.ts';

/** Every layer with what it costs. */
export function LayerTable({ layers }: { readonly layers: readonly InspectedLayer[] }): ReactNode {
  const say = useMessages(networkMessages);
  const format = useFormat();
  const [onlyHeavy, setOnlyHeavy] = useState(true);
  const shown = onlyHeavy ? layers.filter(({ parameters }) => parameters > 0) : layers;
  return (
    <div className="wizard-stack">
      <CheckField label={say.onlyHeavy} checked={onlyHeavy} onChange={setOnlyHeavy} />
      <DataTable
        caption={say.layerTable}
        data={{
          head: [say.name, say.operator, say.output, say.channels, say.layerParameters, say.layerMacs, say.group],
          rows: shown.map(({ name, operator, outputShape, channels, parameters, macs, group }) => [
            name,
            operator,
            outputShape.join(' × '),
            channels === 0 ? MISSING : format.integer(channels),
            format.integer(parameters),
            format.integer(macs),
            group ?? MISSING,
          ]),
          words: [1, 6],
        }}
      />
    </div>
  );
}
