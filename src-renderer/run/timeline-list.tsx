import type { ReactNode } from 'react';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { useNetworkNames } from '../language/network-names.ts';
import { stageNames } from '../language/stage-names.ts';
import { ProgressBar } from '../widgets/progress-bar.tsx';
import { runMessages } from './run-messages.ts';
import type { StageState, Timeline, TimelineStage } from './timeline.ts';

const SIGNS: Readonly<Record<StageState, string>> = {
  done: '✓',
  reused: '✓',
  running: '▶',
  stopped: '‖',
  failed: '✕',
  'to-come': '○',
};

/** All stages in their order: what is done and took how long, what runs, what is to come. */
export function TimelineList({ timeline: { stages } }: { readonly timeline: Timeline }): ReactNode {
  const say = useMessages(runMessages);
  const seeds = [...new Set(stages.map(({ seed }) => seed))];
  return (
    <section className="card run-timeline" aria-labelledby="run-timeline">
      <h2 id="run-timeline">{say.timeline}</h2>
      <div className="run-timeline-scroll" tabIndex={0} role="region" aria-labelledby="run-timeline">
        {seeds.length === 1 ? (
          <StageList stages={stages} />
        ) : (
          seeds.map((seed) => (
            <section key={seed} aria-labelledby={`run-seed-${seed}`}>
              <h3 id={`run-seed-${seed}`}>{say.seed(seed)}</h3>
              <StageList stages={stages.filter((stage) => stage.seed === seed && stage.stage !== 'export')} />
            </section>
          ))
        )}
        {seeds.length > 1 && <StageList stages={stages.filter(({ stage }) => stage === 'export')} />}
      </div>
    </section>
  );
}

function StageList({ stages }: { readonly stages: readonly TimelineStage[] }): ReactNode {
  const say = useMessages(runMessages);
  const names = useMessages(stageNames);
  const networkName = useNetworkNames();
  const format = useFormat();

  function describe({ state, seconds, share, secondsLeft }: TimelineStage): string {
    const name = say.states[state];
    switch (state) {
      case 'done':
        return seconds === null ? name : format.duration(seconds);
      case 'running':
      case 'stopped':
        return share === null ? name : say.stateWith(name, format.share(share, 0));
      case 'to-come':
        return secondsLeft === null || secondsLeft < 1 ? name : say.about(format.duration(secondsLeft));
      case 'reused':
      case 'failed':
        return name;
    }
  }

  return (
    <ol className="run-stages">
      {stages.map((one) => (
        <li key={`${one.stage} ${one.variant}`} className={`run-stage-${one.state}`}>
          <span aria-hidden="true" className="run-stage-sign">
            {SIGNS[one.state]}
          </span>
          <span className="run-stage-name">
            {names[one.stage]} <span className="quiet">{networkName(one.variant)}</span>
          </span>
          <span className="run-stage-time">
            <span className="visually-hidden">{say.states[one.state]} </span>
            {describe(one)}
          </span>
          {one.state === 'running' && (
            <ProgressBar
              label={say.stageOf(names[one.stage], networkName(one.variant))}
              share={one.share ?? undefined}
            />
          )}
        </li>
      ))}
    </ol>
  );
}
