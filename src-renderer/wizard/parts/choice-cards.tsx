import { useId, type ReactNode } from 'react';

export interface Choice<Name extends string> {
  readonly name: Name;
  readonly title: string;
  readonly text: ReactNode;
  /** Why it can't be chosen. */
  readonly unavailable?: string;
}

interface ChoiceCardsProps<Name extends string> {
  readonly legend: string;
  /** The legend is seen too; a step's title says it otherwise. */
  readonly legendShown?: boolean;
  readonly choices: readonly Choice<Name>[];
  readonly selected: Name | undefined;
  readonly onSelect: (name: Name) => void;
}

/** Alternatives as cards of which one is chosen: a group of radio buttons. */
export function ChoiceCards<Name extends string>(props: ChoiceCardsProps<Name>): ReactNode {
  const { legend, legendShown = false, choices, selected, onSelect } = props;
  const group = useId();
  return (
    <fieldset>
      <legend className={legendShown ? 'wizard-legend' : 'visually-hidden'}>{legend}</legend>
      <div className="wizard-choices" data-count={choices.length}>
        {choices.map(({ name, title, text, unavailable }) => (
          <div key={name} className="wizard-choice" data-chosen={name === selected}>
            <input
              type="radio"
              id={`${group}-${name}`}
              name={group}
              checked={name === selected}
              disabled={unavailable !== undefined}
              aria-describedby={`${group}-${name}-text`}
              onChange={() => onSelect(name)}
            />
            <label htmlFor={`${group}-${name}`}>{title}</label>
            <div id={`${group}-${name}-text`} className="wizard-choice-text quiet">
              {text}
              {unavailable !== undefined && <p className="wizard-unavailable">{unavailable}</p>}
            </div>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
