import type { ReactNode } from 'react';
import type { Measure } from '../../../src-shared/result.ts';
import { CourseChoice } from './course-choice.tsx';
import type { Course, CourseChoices } from './course.ts';
import type { FollowedRun } from '../followed-run.ts';
import { LossPanel } from './loss-panel.tsx';
import { MeasurePanel } from './measure-panel.tsx';
import { TimelineList } from '../stages/timeline-list.tsx';
import type { Timeline } from '../stages/timeline.ts';

interface CourseViewProps {
  readonly id: string;
  readonly timeline: Timeline;
  readonly run: FollowedRun;
  /** Names of the run's networks, in the order that gives their colours. */
  readonly networks: readonly string[];
  readonly choices: CourseChoices;
  readonly course: Course;
  readonly onChoose: (course: Course) => void;
  readonly measure: Measure;
}

/** The stages on the left; loss and measure of one stage on the right. */
export function CourseView(props: CourseViewProps): ReactNode {
  const { id, timeline, run, networks, choices, course, onChoose, measure } = props;
  return (
    <div className="run-course">
      <TimelineList timeline={timeline} />
      {choices.stages.length > 0 && (
        <div className="card run-charts">
          <div className="run-controls">
            <CourseChoice choices={choices} course={course} onChoose={onChoose} />
          </div>
          <LossPanel
            key={`${course.stage} ${course.seed}`}
            id={id}
            course={course}
            networks={networks}
            live={run.curves}
          />
          <MeasurePanel course={course} networks={networks} epochs={run.epochs} measure={measure} />
        </div>
      )}
    </div>
  );
}
