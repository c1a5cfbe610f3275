import type { ReactNode } from 'react';
import type { PreviewedCompensation } from '../../../src-shared/plan-preview.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { useWizard } from '../wizard-context.ts';
import { informationOf } from './information.ts';
import { methodMessages } from './method-messages.ts';

/** How much information a sketch keeps of each layer that α selects. */
export function PreviewInformation({ compensation }: { readonly compensation: PreviewedCompensation }): ReactNode {
  const say = useMessages(methodMessages);
  const format = useFormat();
  const nameOf = useNetworkNames();
  const { draft } = useWizard();
  const { index, variant, certificates } = compensation;
  const title = say.information(nameOf(variant));
  if (certificates.length === 0) {
    return (
      <div>
        <h4>{title}</h4>
        <p className="quiet">
          {draft.compensate[index]?.method === 'sketch' ? say.noLayerSelected : say.informationNone}
        </p>
      </div>
    );
  }
  return (
    <div className="wizard-stack">
      <h4>{title}</h4>
      <p className="quiet">{say.informationLead}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="data">
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{say.layer}</th>
              <th scope="col" className="number">
                {say.filters}
              </th>
              <th scope="col" className="number">
                {say.sketched}
              </th>
              <th scope="col" className="number">
                {say.promised}
              </th>
              <th scope="col" className="number">
                {say.plainly}
              </th>
            </tr>
          </thead>
          <tbody>
            {certificates.map((certificate) => {
              const { sketched, promised, plainly } = informationOf(certificate);
              return (
                <tr key={certificate.layer}>
                  <th scope="row">{certificate.layer}</th>
                  <td className="number">{`${certificate.originalFilters} → ${certificate.keptFilters}`}</td>
                  <td className="number">
                    <strong>{format.share(sketched)}</strong>
                  </td>
                  <td className="number">{format.share(promised)}</td>
                  <td className="number">{format.share(plainly)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
