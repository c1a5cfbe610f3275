import { useMemo } from 'react';
import { useMeasureNames } from '../language/measure-names.ts';
import { sharedMeasure, type ComparedNetwork } from './compared-network.ts';

/** What is said of the measure that networks have in common, or of there being several. */
export interface MeasureTexts {
  /** As a heading. */
  readonly title: string;
  /** In a sentence. */
  readonly name: string;
  /** In full; undefined where the name says all. */
  readonly protocol: string | undefined;
}

export function useMeasureTexts(networks: readonly ComparedNetwork[]): MeasureTexts {
  const names = useMeasureNames();
  return useMemo(() => {
    const measure = sharedMeasure(networks);
    return { title: names.title(measure), name: names.name(measure), protocol: names.protocol(measure) };
  }, [networks, names]);
}
