import { useState, type ReactNode } from 'react';
import type { Schedule } from '../../../src-shared/recipe.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { SelectField } from '../parts/select-field.tsx';
import { budgetMessages } from './budget-messages.ts';

type StepSchedule = Exclude<Schedule, string>;

const USUAL_STEPS: StepSchedule = { kind: 'step', at: [0.5, 0.75], factor: 0.1 };

interface ScheduleFieldProps {
  readonly value: Schedule;
  readonly onChange: (schedule: Schedule) => void;
}

/** How the learning rate moves. The steps of a recipe that was begun with stay to be chosen again. */
export function ScheduleField({ value, onChange }: ScheduleFieldProps): ReactNode {
  const say = useMessages(budgetMessages);
  const format = useFormat();
  const [steps] = useState(typeof value === 'string' ? USUAL_STEPS : value);
  const places = steps.at.map((share) => format.share(share, 0)).join(' / ');
  return (
    <SelectField
      label={say.schedule}
      value={typeof value === 'string' ? value : 'step'}
      options={[
        ['cosine', say.schedules.cosine],
        ['constant', say.schedules.constant],
        ['step', say.stepSchedule(String(steps.factor), places)],
      ]}
      onChange={(kind) => onChange(kind === 'step' ? steps : kind)}
    />
  );
}
