import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { stageNames } from '../../language/stage-names.ts';
import type { Course, CourseChoices } from './course.ts';
import { runMessages } from '../run-messages.ts';

interface CourseChoiceProps {
  readonly choices: CourseChoices;
  readonly course: Course;
  readonly onChoose: (course: Course) => void;
}

/** Which stage and seed the charts show; nothing where there is no choice. */
export function CourseChoice({ choices: { stages, seeds }, course, onChoose }: CourseChoiceProps): ReactNode {
  const say = useMessages(runMessages);
  const names = useMessages(stageNames);
  return (
    <>
      {stages.length > 1 && (
        <label className="run-choice">
          {say.shownStage}
          <select
            value={course.stage}
            onChange={({ target }) => {
              const stage = stages.find((one) => one === target.value);
              if (stage !== undefined) onChoose({ ...course, stage });
            }}
          >
            {stages.map((stage) => (
              <option key={stage} value={stage}>
                {names[stage]}
              </option>
            ))}
          </select>
        </label>
      )}
      {seeds.length > 1 && (
        <label className="run-choice">
          {say.shownSeed}
          <select value={course.seed} onChange={({ target }) => onChoose({ ...course, seed: Number(target.value) })}>
            {seeds.map((seed) => (
              <option key={seed} value={seed}>
                {seed}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
