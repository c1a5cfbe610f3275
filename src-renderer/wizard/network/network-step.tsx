import type { ReactNode } from 'react';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { chooseNetwork, taskOfDraft } from '../draft/choose.ts';
import { suitsTask } from '../draft/network-task.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { StepFrame } from '../step-frame.tsx';
import { useWizard } from '../wizard-context.ts';
import { BuiltInSettings } from './built-in-settings.tsx';
import { FileSettings } from './file-settings.tsx';
import { NetworkContent } from './network-content.tsx';
import { networkMessages } from './network-messages.ts';

const KINDS = ['vgg16', 'yolov3', 'centernet', 'darknet', 'onnx'] as const satisfies readonly NetworkRecipe['kind'][];

/** What is to become smaller. */
export function NetworkStep(): ReactNode {
  const say = useMessages(networkMessages);
  const { draft, change, findings } = useWizard();
  const { network } = draft;
  const { network: inspection, facts } = findings;
  const task = taskOfDraft(draft);
  return (
    <StepFrame title={say.title} lead={say.lead}>
      <ChoiceCards
        legend={say.title}
        choices={KINDS.map((name) => ({
          name,
          ...say.kinds[name],
          ...(suitsTask(name, task) || task === undefined ? {} : { unavailable: say.unsuitable[task] }),
        }))}
        selected={network?.kind}
        onSelect={(kind) => change((before) => chooseNetwork(before, kind))}
      />
      {network !== undefined && <NetworkSettings network={network} />}
      {network !== undefined && facts?.state !== 'loaded' && <p className="quiet">{say.needsDataset}</p>}
      {facts?.state === 'loaded' && inspection?.state === 'loading' && <Loading label={say.reading} />}
      {inspection?.state === 'failed' && <Failure error={inspection.error} onRetry={findings.inspectNetworkAgain} />}
      {inspection?.state === 'loaded' && <NetworkContent inspection={inspection.data} />}
    </StepFrame>
  );
}

function NetworkSettings({ network }: { readonly network: NetworkRecipe }): ReactNode {
  switch (network.kind) {
    case 'vgg16':
    case 'yolov3':
    case 'centernet':
      return <BuiltInSettings network={network} />;
    case 'darknet':
    case 'onnx':
      return <FileSettings network={network} />;
  }
}
