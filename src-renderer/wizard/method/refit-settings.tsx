import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { NumberField } from '../parts/number-field.tsx';
import { methodMessages } from './method-messages.ts';

interface Refit {
  readonly images: number;
  readonly ridge: number;
}

interface RefitSettingsProps {
  readonly refit: Refit;
  readonly onChange: (refit: Refit) => void;
}

/** How many images a refit looks at, and how it holds on to the weights it starts from. */
export function RefitSettings({ refit, onChange }: RefitSettingsProps): ReactNode {
  const say = useMessages(methodMessages);
  const { images, ridge } = refit;
  return (
    <div className="wizard-fields">
      <NumberField
        label={say.images}
        value={images}
        from={64}
        to={100_000}
        step={64}
        whole
        onChange={(count) => onChange({ images: count, ridge })}
      />
      <NumberField
        label={say.ridge}
        value={ridge}
        from={0}
        above
        to={1000}
        step={0.01}
        onChange={(hold) => onChange({ images, ridge: hold })}
      />
    </div>
  );
}
