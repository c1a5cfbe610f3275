import type { ReactNode } from 'react';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import { useMessages } from '../../language/language.ts';
import { withTraining } from '../draft/choose.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { useWizard } from '../wizard-context.ts';
import { NetworkFile } from './network-file.tsx';
import { networkMessages } from './network-messages.ts';
import { WidthChoice } from './width-choice.tsx';

type Vgg16 = Extract<NetworkRecipe, { kind: 'vgg16' }>;

/** How wide VGG16 is and where its weights come from. */
export function Vgg16Settings({ network }: { readonly network: Vgg16 }): ReactNode {
  const say = useMessages(networkMessages);
  const { change } = useWizard();
  const set = (next: Vgg16): void => change((draft) => withTraining({ ...draft, network: next }));
  const { weights } = network;
  return (
    <section className="card" aria-labelledby="wizard-weights">
      <h3 id="wizard-weights">{say.start}</h3>
      <ChoiceCards
        legend={say.start}
        choices={[
          { name: 'untrained', ...say.starts.untrained },
          { name: 'file', ...say.starts.file },
        ]}
        selected={weights === undefined ? 'untrained' : 'file'}
        onSelect={(start) => set({ ...network, weights: start === 'file' ? '' : undefined })}
      />
      {weights === undefined ? (
        <WidthChoice width={network.width} onChange={(width) => set({ ...network, width })} />
      ) : (
        <NetworkFile path={weights} onChoose={(path) => set({ ...network, weights: path })} />
      )}
    </section>
  );
}
