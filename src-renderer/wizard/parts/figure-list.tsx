import type { ReactNode } from 'react';

interface FigureListProps {
  readonly figures: readonly (readonly [name: string, value: ReactNode, detail?: ReactNode])[];
}

/** A few numbers that matter, each with its name. */
export function FigureList({ figures }: FigureListProps): ReactNode {
  return (
    <dl className="wizard-figures">
      {figures.map(([name, value, detail]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            {detail !== undefined && <span className="quiet">{detail}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
