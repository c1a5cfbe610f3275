import { useState, type ReactNode } from 'react';
import type { InspectedLayer } from '../../../src-shared/network-inspection.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
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
      <div className="table-scroll" tabIndex={0} role="region" aria-label={say.layerTable}>
        <table className="data">
          <caption className="visually-hidden">{say.layerTable}</caption>
          <thead>
            <tr>
              <th scope="col">{say.name}</th>
              <th scope="col">{say.operator}</th>
              <th scope="col" className="number">
                {say.output}
              </th>
              <th scope="col" className="number">
                {say.channels}
              </th>
              <th scope="col" className="number">
                {say.layerParameters}
              </th>
              <th scope="col" className="number">
                {say.layerMacs}
              </th>
              <th scope="col">{say.group}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((layer) => (
              <tr key={layer.name}>
                <th scope="row">{layer.name}</th>
                <td>{layer.operator}</td>
                <td className="number">{layer.outputShape.join(' × ')}</td>
                <td className="number">{layer.channels === 0 ? '–' : format.integer(layer.channels)}</td>
                <td className="number">{format.integer(layer.parameters)}</td>
                <td className="number">{format.integer(layer.macs)}</td>
                <td>{layer.group ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
