import { useMemo } from 'react';
import { useMessages } from '../language/language.ts';
import { useNetworkNames } from '../language/network-names.ts';
import { compareMessages } from './compare-messages.ts';
import type { ComparedNetwork } from './compared-network.ts';

export type LabelOf = (network: ComparedNetwork) => string;

/** What a network is called in this comparison: with its run's number where there are several runs. */
export function useNetworkLabel(networks: readonly ComparedNetwork[]): LabelOf {
  const say = useMessages(compareMessages);
  const nameOf = useNetworkNames();
  return useMemo(() => {
    const severalRuns = networks.some(({ run }) => run > 1);
    return ({ run, row }) => {
      const name = nameOf(row.variant);
      return severalRuns ? say.ofRun(run, name) : name;
    };
  }, [networks, say, nameOf]);
}
