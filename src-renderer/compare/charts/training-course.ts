import type { EpochMetrics } from '../../../src-shared/result.ts';
import { meanOf } from '../../../src-shared/spread.ts';

/** How a network's measure went over the epochs of a stage that were evaluated, in the mean over the seeds. */
export interface TrainingCourse {
  readonly stage: EpochMetrics['stage'];
  readonly variant: string;
  /** Counted from 1; ascending. */
  readonly epochs: readonly number[];
  readonly testAccuracy: readonly number[];
}

/** One course for each stage and network, in the order they were trained. */
export function trainingCourses(metrics: readonly EpochMetrics[]): TrainingCourse[] {
  const evaluated = metrics.filter(({ testAccuracy }) => Number.isFinite(testAccuracy));
  return [...groupBy(evaluated, ({ stage, variant }) => `${stage} ${variant}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const byEpoch = [...groupBy(group, ({ epoch }) => epoch)].sort(([one], [other]) => one - other);
    return [
      {
        stage: first.stage,
        variant: first.variant,
        epochs: byEpoch.map(([epoch]) => epoch),
        testAccuracy: byEpoch.map(([, seeds]) => meanOf(seeds.map(({ testAccuracy }) => testAccuracy))),
      },
    ];
  });
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
