import { memo, type ReactNode } from 'react';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { stageNames } from '../../language/stage-names.ts';
import { ProgressBar } from '../../widgets/progress-bar.tsx';
import { runMessages } from '../run-messages.ts';
import { groupStages, type StageState, type Timeline, type TimelineStage } from './timeline.ts';

const SIGNS: Readonly<Record<StageState, string>> = {
  done: '✓',
  reused: '✓',
  running: '▶',
  stopped: '‖',
  failed: '✕',
  'to-come': '○',
};

/** All stages in their order, network by network: what is done and took how long, what runs, what is to come. */
export const TimelineList = memo(function TimelineList({ timeline }: { readonly timeline: Timeline }): ReactNode {
  const say = useMessages(runMessages);
  const networkName = useNetworkNames();
  const groups = groupStages(timeline.stages);
  const severalSeeds = new Set(groups.map(({ seed }) => seed)).size > 1;
  return (
    <section className="card run-timeline" aria-labelledby="run-timeline">
      <h2 id="run-timeline">{say.timeline}</h2>
      <div className="run-timeline-scroll" tabIndex={0} role="group" aria-labelledby="run-timeline">
        {groups.map(({ seed, variant, stages }) => {
          const name = networkName(variant);
          return (
            <section key={`${seed} ${variant}`}>
              <h3>{severalSeeds && variant !== 'all' ? say.ofSeed(name, seed) : name}</h3>
              <ol className="run-stages">
                {stages.map((stage) => (
                  <StageLine key={stage.stage} stage={stage} />
                ))}
              </ol>
            </section>
          );
        })}
      </div>
    </section>
  );
});

function StageLine({ stage: one }: { readonly stage: TimelineStage }): ReactNode {
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

  const state = say.states[one.state];
  const text = describe(one);
  return (
    <li className={`run-stage-${one.state}`}>
      <span aria-hidden="true" className="run-stage-sign">
        {SIGNS[one.state]}
      </span>
      <span className="run-stage-name">{names[one.stage]}</span>
      <span className="run-stage-time">
        {!text.startsWith(state) && <span className="visually-hidden">{state} </span>}
        {text}
      </span>
      {one.state === 'running' && (
        <ProgressBar label={say.stageOf(names[one.stage], networkName(one.variant))} share={one.share ?? undefined} />
      )}
    </li>
  );
}
