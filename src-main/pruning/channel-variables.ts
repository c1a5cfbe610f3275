/** Channels that some node makes: a place in the list of all such. Coupled ones stand for the same channels. */
export type ChannelVariable = number;

/** A stretch of a value's channel axis: the channels of a variable, each of them `repeat` entries long (H·W behind a Flatten). */
export interface ChannelBlock {
  readonly variable: ChannelVariable;
  readonly repeat: number;
}

/** Which channels have to go together, and which can't go at all: a forest of disjoint sets. */
export interface ChannelVariables {
  create(channels: number): ChannelVariable;
  channelsOf(variable: ChannelVariable): number;
  /** Entries of an axis that a block takes up. */
  extentOf(block: ChannelBlock): number;
  /** One and the same number for variables that are coupled. */
  rootOf(variable: ChannelVariable): ChannelVariable;
  couple(one: ChannelVariable, other: ChannelVariable): void;
  /** Says why a variable's channels can't be removed; the first reason stands. */
  lock(variable: ChannelVariable, reason: string): void;
  lockOf(variable: ChannelVariable): string | undefined;
}

export function createChannelVariables(): ChannelVariables {
  const parents: number[] = [];
  const sizes: number[] = [];
  const locks = new Map<ChannelVariable, string>();

  function rootOf(variable: ChannelVariable): ChannelVariable {
    let root = variable;
    for (let parent = parents[root]; parent !== undefined && parent !== root; parent = parents[root]) root = parent;
    parents[variable] = root;
    return root;
  }

  function lock(variable: ChannelVariable, reason: string): void {
    const root = rootOf(variable);
    if (!locks.has(root)) locks.set(root, reason);
  }

  const variables: ChannelVariables = {
    create(channels) {
      parents.push(parents.length);
      return sizes.push(channels) - 1;
    },
    channelsOf: (variable) => sizes[variable] ?? 0,
    extentOf: ({ variable, repeat }) => variables.channelsOf(variable) * repeat,
    rootOf,
    couple(one, other) {
      const [first, second] = [rootOf(one), rootOf(other)];
      const reason = locks.get(first) ?? locks.get(second);
      parents[Math.max(first, second)] = Math.min(first, second);
      if (reason !== undefined) lock(first, reason);
    },
    lock,
    lockOf: (variable) => locks.get(rootOf(variable)),
  };
  return variables;
}
