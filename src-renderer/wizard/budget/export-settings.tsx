import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { CheckField } from '../parts/check-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { budgetMessages } from './budget-messages.ts';

const FORMATS = ['onnx', 'safetensors', 'tfjs'] as const;

/** Which files the run writes of its networks. */
export function ExportSettings(): ReactNode {
  const say = useMessages(budgetMessages);
  const { draft, change } = useWizard();
  return (
    <section className="card" aria-labelledby="wizard-exports">
      <h3 id="wizard-exports">{say.exports}</h3>
      {FORMATS.map((format) => (
        <CheckField
          key={format}
          label={say.exportTexts[format]}
          checked={draft.export.includes(format)}
          onChange={(on) =>
            change((before) => ({
              ...before,
              export: FORMATS.filter((one) => (one === format ? on : before.export.includes(one))),
            }))
          }
        />
      ))}
      <p className="quiet">{say.exportsLater}</p>
    </section>
  );
}
