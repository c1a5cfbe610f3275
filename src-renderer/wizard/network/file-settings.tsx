import type { ReactNode } from 'react';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import { useMessages } from '../../language/language.ts';
import { setNetwork } from '../draft/choose.ts';
import { ChosenPath } from '../parts/chosen-path.tsx';
import { useWizard } from '../wizard-context.ts';
import { NetworkFile } from './network-file.tsx';
import { networkMessages } from './network-messages.ts';

interface FileSettingsProps {
  readonly network: Extract<NetworkRecipe, { readonly path: string }>;
}

/** The file of a network of one's own, and for darknet that of its weights. */
export function FileSettings({ network }: FileSettingsProps): ReactNode {
  const say = useMessages(networkMessages);
  const { change } = useWizard();
  const set = (next: NetworkRecipe): void => change((draft) => setNetwork(draft, next));
  return (
    <section className="card" aria-labelledby="wizard-network-file">
      <h3 id="wizard-network-file">{network.kind === 'darknet' ? say.cfgFile : say.file}</h3>
      <NetworkFile path={network.path} onChoose={(path) => set({ ...network, path })} />
      {network.kind === 'darknet' && (
        <ChosenPath
          label={say.darknetWeights}
          hint={say.darknetWeightsHint}
          path={network.weights}
          none={say.noWeights}
          what="weights"
          onChoose={(weights) => set({ ...network, weights })}
        />
      )}
    </section>
  );
}
