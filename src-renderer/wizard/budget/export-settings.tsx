import type { ReactNode } from 'react';
import { EXPORT_FORMATS } from '../../../src-shared/choices.ts';
import type { ExportFormat } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { taskOfDraft } from '../draft/choose.ts';
import type { Draft } from '../draft/draft.ts';
import { isDarknet } from '../draft/network-task.ts';
import { CheckField } from '../parts/check-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { budgetMessages } from './budget-messages.ts';

const FORMATS = EXPORT_FORMATS;

/** Which files the run writes of its networks. */
export function ExportSettings(): ReactNode {
  const say = useMessages(budgetMessages);
  const { draft, change } = useWizard();
  const offered = FORMATS.filter((format) => isOffered(format, draft));
  return (
    <section className="card" aria-labelledby="wizard-exports">
      <h3 id="wizard-exports">{say.exports}</h3>
      {offered.map((format) => (
        <CheckField
          key={format}
          label={say.exportTexts[format]}
          checked={draft.export.includes(format)}
          onChange={(on) =>
            change((before) => ({
              ...before,
              export: offered.filter((one) => (one === format ? on : before.export.includes(one))),
            }))
          }
        />
      ))}
      <p className="quiet">{say.exportsLater}</p>
    </section>
  );
}

/** darknet reads YOLOv3 and its like alone; TensorFlow.js models are written of classifiers. */
function isOffered(format: ExportFormat, draft: Draft): boolean {
  switch (format) {
    case 'onnx':
    case 'safetensors':
      return true;
    case 'tfjs':
      return taskOfDraft(draft) !== 'detection';
    case 'darknet':
      return taskOfDraft(draft) === 'detection' && isDarknet(draft.network);
  }
}
