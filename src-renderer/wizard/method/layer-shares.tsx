import type { ReactNode } from 'react';
import type { PreviewedLayer } from '../../../src-shared/plan-preview.ts';
import type { PruneRecipe } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { NumberField } from '../parts/number-field.tsx';
import { methodMessages } from './method-messages.ts';

interface LayerSharesProps {
  readonly prune: PruneRecipe;
  readonly layers: readonly PreviewedLayer[];
  readonly onChange: (prune: PruneRecipe) => void;
}

/** What each layer is to lose. */
export function LayerShares({ prune, layers, onChange }: LayerSharesProps): ReactNode {
  const say = useMessages(methodMessages);
  const shares = prune.layers ?? {};
  const names = [...new Set([...layers.map(({ layer }) => layer), ...Object.keys(shares)])];
  return (
    <fieldset className="wizard-stack">
      <legend className="wizard-legend">{say.layerShares}</legend>
      {names.length === 0 && <p className="quiet">{say.layersWait}</p>}
      <div className="wizard-layer-shares">
        {names.map((layer) => (
          <NumberField
            key={layer}
            label={layer}
            value={Number(((shares[layer] ?? 0) * 100).toPrecision(6))}
            from={0}
            to={100}
            below
            step={5}
            onChange={(percent) =>
              onChange({ ...prune, layers: { ...shares, [layer]: Number((percent / 100).toPrecision(12)) } })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
