import { useId, type ReactNode } from 'react';
import { useAnswer } from '../../front/use-answer.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { taskOfNetwork } from '../draft/network-task.ts';
import { NumberField } from '../parts/number-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { wizardMessages } from '../wizard-messages.ts';
import type { BuiltInNetwork } from './built-in-settings.tsx';
import { networkMessages } from './network-messages.ts';

const WIDTHS = [0.125, 0.25, 0.5, 1] as const;

interface WidthChoiceProps {
  readonly network: BuiltInNetwork;
  readonly onChange: (width: number) => void;
}

/** Usual widths with what they come to, or any other. */
export function WidthChoice({ network, onChange }: WidthChoiceProps): ReactNode {
  const say = useMessages(networkMessages);
  const group = useId();
  const { width } = network;
  return (
    <fieldset className="wizard-widths">
      <legend>{say.width}</legend>
      <p className="quiet">{say.widthHint}</p>
      <div className="wizard-width-row">
        {WIDTHS.map((one) => (
          <label key={one} className="wizard-width" data-chosen={one === width}>
            <input type="radio" name={group} checked={one === width} onChange={() => onChange(one)} />
            <span>
              <strong>×{one}</strong>
              <span className="quiet">
                <WidthParameters network={{ ...network, width: one, weights: undefined }} />
              </span>
            </span>
          </label>
        ))}
        <NumberField label={say.widthNumber} value={width} from={0} above to={4} step={0.125} onChange={onChange} />
      </div>
    </fieldset>
  );
}

function WidthParameters({ network }: { readonly network: BuiltInNetwork }): ReactNode {
  const say = useMessages(networkMessages);
  const words = useMessages(wizardMessages);
  const format = useFormat();
  const { facts } = useWizard().findings;
  const { asked } = useAnswer(
    'networks.inspect',
    facts?.state === 'loaded'
      ? {
          network,
          task: taskOfNetwork(network.kind),
          classes: facts.data.classes.length,
          height: facts.data.height,
          width: facts.data.width,
        }
      : undefined,
  );
  return asked.state === 'loaded' ? words.parameters(format.count(asked.data.parameters)) : say.widthUnknown;
}
