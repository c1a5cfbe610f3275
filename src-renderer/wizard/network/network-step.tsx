import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { chooseNetwork } from '../draft/choose.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { StepFrame } from '../step-frame.tsx';
import { useWizard } from '../wizard-context.ts';
import { NetworkContent } from './network-content.tsx';
import { NetworkFile } from './network-file.tsx';
import { networkMessages } from './network-messages.ts';
import { Vgg16Settings } from './vgg16-settings.tsx';

const AVAILABLE = ['vgg16', 'onnx'] as const;
const PLANNED = ['yolov3', 'centernet'] as const;

/** What is to become smaller. */
export function NetworkStep(): ReactNode {
  const say = useMessages(networkMessages);
  const { draft, change, findings } = useWizard();
  const { network } = draft;
  const { network: inspection, facts } = findings;
  return (
    <StepFrame title={say.title} lead={say.lead}>
      <ChoiceCards
        legend={say.title}
        choices={[
          ...AVAILABLE.map((name) => ({ name, ...say.kinds[name] })),
          ...PLANNED.map((name) => ({ name, ...say.kinds[name], unavailable: say.notYet })),
        ]}
        selected={network?.kind}
        onSelect={(name) => {
          const kind = AVAILABLE.find((one) => one === name);
          if (kind !== undefined) change((before) => chooseNetwork(before, kind));
        }}
      />
      {network?.kind === 'vgg16' && <Vgg16Settings network={network} />}
      {network?.kind === 'onnx' && (
        <section className="card" aria-labelledby="wizard-network-file">
          <h3 id="wizard-network-file">{say.file}</h3>
          <NetworkFile
            path={network.path}
            onChoose={(path) => change((before) => ({ ...before, network: { kind: 'onnx', path } }))}
          />
        </section>
      )}
      {network !== undefined && facts?.state !== 'loaded' && <p className="quiet">{say.needsDataset}</p>}
      {facts?.state === 'loaded' && inspection?.state === 'loading' && <Loading label={say.reading} />}
      {inspection?.state === 'failed' && <Failure error={inspection.error} onRetry={findings.inspectNetworkAgain} />}
      {inspection?.state === 'loaded' && <NetworkContent inspection={inspection.data} />}
    </StepFrame>
  );
}
