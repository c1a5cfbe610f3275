import type { ReactNode } from 'react';
import type { Measure } from '../../../src-shared/result.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { stageNames } from '../../language/stage-names.ts';
import { ProgressBar } from '../../widgets/progress-bar.tsx';
import type { FollowedRun } from '../followed-run.ts';
import { runMessages } from '../run-messages.ts';
import type { Timeline } from './timeline.ts';

interface NowStripProps {
  readonly run: FollowedRun;
  readonly timeline: Timeline;
  readonly measure: Measure;
}

/** Where a running run is now, in numbers. */
export function NowStrip({ run: { progress, epochs }, timeline, measure }: NowStripProps): ReactNode {
  const say = useMessages(runMessages);
  const stages = useMessages(stageNames);
  const measures = useMeasureNames();
  const networkName = useNetworkNames();
  const format = useFormat();
  const now = timeline.stages.find(({ state }) => state === 'running');
  const over = timeline.stages.filter(({ state }) => state === 'done' || state === 'reused').length;
  // Of the network that is trained now: another's would be taken for its. Epochs that were not evaluated say nothing.
  const epoch = epochs.findLast(
    ({ stage, variant, seed, testAccuracy }) =>
      stage === now?.stage && variant === now.variant && seed === now.seed && Number.isFinite(testAccuracy),
  );

  return (
    <section className="card run-now" aria-label={say.now}>
      <ProgressBar label={say.progress} share={timeline.share} />
      <dl className="run-figures">
        <Figure
          name={say.stage}
          value={now === undefined ? say.between : say.stageOf(stages[now.stage], networkName(now.variant))}
          detail={
            progress === null
              ? say.stagesDone(over, timeline.stages.length)
              : say.step(format.integer(progress.done), format.integer(progress.total))
          }
        />
        <Figure
          name={say.left}
          value={describeLeft()}
          detail={
            now === undefined || now.secondsLeft === null ? '' : say.leftOfStage(format.duration(now.secondsLeft))
          }
        />
        <Figure name={say.loss} value={format.number(progress?.loss ?? NaN)} detail={say.lossDetail} />
        <Figure
          name={measures.title(measure)}
          title={measures.protocol(measure)}
          value={format.share(epoch?.testAccuracy ?? NaN)}
          detail={epoch === undefined ? '' : say.measureDetail(epoch.epoch, epoch.epochs)}
        />
        <Figure
          name={say.throughput}
          value={
            progress?.imagesPerSecond === undefined
              ? format.number(NaN)
              : say.perSecond(format.rate(progress.imagesPerSecond))
          }
          detail=""
        />
        <Figure name={say.memory} value={format.bytes(progress?.memoryBytes ?? NaN)} detail={say.memoryDetail} />
      </dl>
    </section>
  );

  function describeLeft(): string {
    const { secondsLeft, incomplete } = timeline;
    if (incomplete && secondsLeft === 0) return say.notYet;
    return incomplete ? say.atLeast(format.duration(secondsLeft)) : say.about(format.duration(secondsLeft));
  }
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly detail: string;
  /** The name in full. */
  readonly title?: string | undefined;
}

function Figure({ name, value, detail, title }: FigureProps): ReactNode {
  return (
    <div>
      <dt title={title}>{name}</dt>
      <dd>
        <strong>{value}</strong>
        <span className="quiet">{detail}</span>
      </dd>
    </div>
  );
}
