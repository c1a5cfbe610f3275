import type { ReactNode } from 'react';
import type { SketchRecipe } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { FRESH_REFIT } from '../draft/compensations.ts';
import { CheckField } from '../parts/check-field.tsx';
import { MoreSettings } from '../parts/more-settings.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { ShareField } from '../parts/share-field.tsx';
import { methodMessages } from './method-messages.ts';
import { RefitSettings } from './refit-settings.tsx';

const SOLVERS = ['frequent-directions', 'fast-frequent-directions', 'liberty-2013', 'svd'] as const;
const SCALES = ['none', 'kept', 'unit'] as const;

interface SketchSettingsProps {
  readonly sketch: SketchRecipe;
  readonly onChange: (sketch: SketchRecipe) => void;
}

/** The settings of the paper's method. */
export function SketchSettings({ sketch, onChange }: SketchSettingsProps): ReactNode {
  const say = useMessages(methodMessages);
  return (
    <div className="wizard-stack">
      <ShareField
        label={say.alpha}
        hint={say.alphaHint}
        value={sketch.alpha}
        from={0}
        to={99}
        onChange={(alpha) => onChange({ ...sketch, alpha })}
      />
      <CheckField
        label={say.align}
        hint={say.alignHint}
        checked={sketch.align === 'procrustes'}
        onChange={(aligned) => onChange({ ...sketch, align: aligned ? 'procrustes' : 'none' })}
      />
      <MoreSettings>
        <SelectField
          label={say.solver}
          value={sketch.solver}
          options={SOLVERS.map((solver) => [solver, say.solvers[solver]] as const)}
          onChange={(solver) => onChange({ ...sketch, solver })}
        />
        <SelectField
          label={say.scale}
          value={sketch.scale}
          options={SCALES.map((scale) => [scale, say.scales[scale]] as const)}
          onChange={(scale) => onChange({ ...sketch, scale })}
        />
        <CheckField label={say.carry} checked={sketch.carry} onChange={(carry) => onChange({ ...sketch, carry })} />
        <CheckField
          label={say.sketchRefit}
          checked={sketch.refit !== undefined}
          onChange={(refitted) => onChange({ ...sketch, refit: refitted ? FRESH_REFIT : undefined })}
        />
        {sketch.refit !== undefined && (
          <RefitSettings refit={sketch.refit} onChange={(refit) => onChange({ ...sketch, refit })} />
        )}
      </MoreSettings>
    </div>
  );
}
