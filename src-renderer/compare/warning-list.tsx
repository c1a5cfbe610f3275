import { useMemo, type ReactNode } from 'react';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { compareMessages } from './compare-messages.ts';
import type { ComparisonPart } from './comparison-part.ts';
import { findWarnings, type Warning } from './warnings.ts';

/** What must not be overlooked, in words; nothing where there is nothing. */
export function WarningList({ networks, labelOf }: Pick<ComparisonPart, 'networks' | 'labelOf'>): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  const warnings = useMemo(() => findWarnings(networks), [networks]);
  if (warnings.length === 0) return null;

  function describe(warning: Warning): string {
    switch (warning.kind) {
      case 'different-data':
        return say.differentData(
          warning.groups
            .map(({ data, runs }) => say.dataGroup(data, runs.map((run) => `#${run}`).join(', ')))
            .join('; '),
        );
      case 'no-speed-up': {
        const { network, batchSize, speedup } = warning;
        const macs = format.share(network.row.macsShare ?? Number.NaN);
        return say.noSpeedup(labelOf(network), macs, batchSize, format.factor(speedup));
      }
    }
  }

  return (
    <section className="notice notice-warning">
      <h2>{say.warnings}</h2>
      <ul>
        {warnings.map((warning) => {
          const text = describe(warning);
          return <li key={text}>{text}</li>;
        })}
      </ul>
    </section>
  );
}
