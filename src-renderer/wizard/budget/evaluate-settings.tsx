import type { ReactNode } from 'react';
import { protocolsOf } from '../../../src-shared/detection-protocols.ts';
import { PROTOCOL_NAMES } from '../../../src-shared/choices.ts';
import type { Protocol } from '../../../src-shared/detection-scores.ts';
import type { EvaluateRecipe } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { inputSize } from '../draft/anchors.ts';
import { taskOfDraft } from '../draft/choose.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { MoreSettings } from '../parts/more-settings.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { evaluateMessages } from './evaluate-messages.ts';

/** Of detectors: the protocol of the run's mAP. */
export function EvaluateSettings(): ReactNode {
  const say = useMessages(evaluateMessages);
  const names = useMeasureNames();
  const { draft, change } = useWizard();
  const size = inputSize(draft.dataset);
  if (taskOfDraft(draft) !== 'detection' || size === undefined) return null;
  const [protocol] = protocolsOf(draft.evaluate, { height: size[0], width: size[1] });
  if (protocol === undefined) return null;
  const set = (evaluate: EvaluateRecipe): void => change((before) => ({ ...before, evaluate }));
  return (
    <section className="card" aria-labelledby="wizard-evaluate">
      <h3 id="wizard-evaluate">{say.title}</h3>
      <p className="quiet">{say.lead}</p>
      <ChoiceCards
        legend={say.title}
        choices={PROTOCOL_NAMES.map((name) => ({ name, ...say.protocols[name] }))}
        selected={protocol.name}
        onSelect={(name) => set({ protocol: name })}
      />
      <p role="status">{names.protocol({ kind: 'mean-average-precision', protocol })}</p>
      <MoreSettings>
        <ProtocolFields
          protocol={protocol}
          onChange={(next) => set({ ...draft.evaluate, protocol: protocol.name, ...next })}
        />
      </MoreSettings>
    </section>
  );
}

interface ProtocolFieldsProps {
  readonly protocol: Protocol;
  readonly onChange: (next: Omit<EvaluateRecipe, 'protocol'>) => void;
}

/** What of a protocol can be otherwise. */
function ProtocolFields({ protocol, onChange }: ProtocolFieldsProps): ReactNode {
  const say = useMessages(evaluateMessages);
  return (
    <div className="wizard-fields">
      <NumberField
        label={say.confidence}
        hint={say.confidenceHint}
        value={protocol.confidence}
        from={0}
        to={1}
        below
        step={0.05}
        onChange={(confidence) => onChange({ confidence })}
      />
      <NumberField
        label={say.suppression}
        hint={say.suppressionHint}
        value={protocol.nms ?? 1}
        from={0}
        above
        to={1}
        step={0.05}
        onChange={(nms) => onChange({ nms })}
      />
      <NumberField
        label={say.maxDetections}
        value={protocol.maxDetections}
        from={1}
        to={10_000}
        step={100}
        whole
        onChange={(maxDetections) => onChange({ maxDetections })}
      />
    </div>
  );
}
