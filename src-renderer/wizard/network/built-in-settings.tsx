import type { ReactNode } from 'react';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import { useMessages } from '../../language/language.ts';
import { setNetwork } from '../draft/choose.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { MoreSettings } from '../parts/more-settings.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { AnchorSettings } from './anchor-settings.tsx';
import { NetworkFile } from './network-file.tsx';
import { networkMessages } from './network-messages.ts';
import { WidthChoice } from './width-choice.tsx';

/** A network that Espalier builds itself. */
export type BuiltInNetwork = Extract<NetworkRecipe, { readonly width: number }>;

/** How wide a built-in network is, where its weights come from, and what only this kind has. */
export function BuiltInSettings({ network }: { readonly network: BuiltInNetwork }): ReactNode {
  const say = useMessages(networkMessages);
  const { change } = useWizard();
  const set = (next: BuiltInNetwork): void => change((draft) => setNetwork(draft, next));
  const { weights } = network;
  return (
    <section className="card" aria-labelledby="wizard-weights">
      <h3 id="wizard-weights">{say.start}</h3>
      <ChoiceCards
        legend={say.start}
        choices={[
          { name: 'untrained', ...say.starts.untrained },
          { name: 'file', title: say.starts.file.title, text: say.weightFiles[network.kind] },
        ]}
        selected={weights === undefined ? 'untrained' : 'file'}
        onSelect={(start) => set({ ...network, weights: start === 'file' ? '' : undefined })}
      />
      {weights !== undefined && <NetworkFile path={weights} onChoose={(path) => set({ ...network, weights: path })} />}
      {(weights === undefined || network.kind !== 'vgg16') && (
        <WidthChoice network={network} onChange={(width) => set({ ...network, width })} />
      )}
      {network.kind === 'yolov3' && (
        <AnchorSettings anchors={network.anchors} onChange={(anchors) => set({ ...network, anchors })} />
      )}
      {network.kind === 'centernet' && (
        <MoreSettings>
          <NumberField
            label={say.headChannels}
            hint={say.headChannelsHint}
            value={network.headChannels}
            from={1}
            to={1024}
            step={16}
            whole
            onChange={(headChannels) => set({ ...network, headChannels })}
          />
        </MoreSettings>
      )}
    </section>
  );
}
