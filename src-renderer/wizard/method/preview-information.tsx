import type { ReactNode } from 'react';
import type { PreviewedCompensation } from '../../../src-shared/plan-preview.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { DataTable } from '../../widgets/data-table.tsx';
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
      <DataTable
        caption={title}
        data={{
          head: [say.layer, say.filters, say.sketched, say.promised, say.plainly],
          rows: certificates.map((certificate) => {
            const { layer, originalFilters, keptFilters } = certificate;
            const { sketched, promised, plainly } = informationOf(certificate);
            return [
              layer,
              `${originalFilters} → ${keptFilters}`,
              <strong key="sketched">{format.share(sketched)}</strong>,
              format.share(promised),
              format.share(plainly),
            ];
          }),
        }}
      />
    </div>
  );
}
