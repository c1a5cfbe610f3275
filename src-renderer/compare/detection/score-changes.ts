import type { DetectionScores, Protocol } from '../../../src-shared/detection-scores.ts';

/** An average precision of two networks on the same objects, in [0, 1]; null where there is nothing to be found. */
export interface ScoreChange {
  /** Objects that count. */
  readonly truths: number;
  readonly base: number | null;
  readonly network: number | null;
}

export interface ClassChange extends ScoreChange {
  readonly classIndex: number;
  /** Precision at recalls 0, 0.01 … 1; empty for a class that is in none of the images. */
  readonly basePrecision: readonly number[];
  readonly networkPrecision: readonly number[];
}

export type SizeChange = ScoreChange & Pick<DetectionScores['sizes'][number], 'size'>;

/** A protocol's number of both networks. */
export interface ProtocolChange {
  readonly protocol: Protocol;
  /** Undefined for the mean average precision itself, else one of the other numbers that the protocol gives. */
  readonly name: string | undefined;
  readonly base: number | null;
  readonly network: number | null;
}

/** By class, in the order of the classes. */
export function classChanges(base: DetectionScores, network: DetectionScores): ClassChange[] {
  return base.classes.map(({ classIndex, truths, averagePrecision, precision }) => {
    const other = network.classes.find((one) => one.classIndex === classIndex);
    return {
      classIndex,
      truths,
      base: averagePrecision,
      network: other?.averagePrecision ?? null,
      basePrecision: precision,
      networkPrecision: other?.precision ?? [],
    };
  });
}

export function sizeChanges(base: DetectionScores, network: DetectionScores): SizeChange[] {
  return base.sizes.map(({ size, truths, averagePrecision }) => {
    const other = network.sizes.find((one) => one.size === size);
    return { size, truths, base: averagePrecision, network: other?.averagePrecision ?? null };
  });
}

/** Every number of every protocol that both networks were counted by, the run's own first. */
export function protocolChanges(base: DetectionScores, network: DetectionScores): ProtocolChange[] {
  return base.protocols.flatMap(({ protocol, meanAveragePrecision, others }) => {
    const other = network.protocols.find((one) => one.protocol.name === protocol.name);
    return [
      { protocol, name: undefined, base: meanAveragePrecision, network: other?.meanAveragePrecision ?? null },
      ...Object.entries(others).map(([name, value]) => ({
        protocol,
        name,
        base: value,
        network: other?.others[name] ?? null,
      })),
    ];
  });
}

/** How much higher the network's is; not a number where one of them is missing. */
export function changeOf({ base, network }: Pick<ScoreChange, 'base' | 'network'>): number {
  return base === null || network === null ? Number.NaN : network - base;
}

/** The class that lost most; undefined where none lost. */
export function mostLost(changes: readonly ClassChange[]): ClassChange | undefined {
  const losing = changes.filter((change) => changeOf(change) < 0);
  return losing.toSorted((one, other) => changeOf(one) - changeOf(other))[0];
}
