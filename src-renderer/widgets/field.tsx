import { useId, type ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  /** What to know before filling it in. */
  readonly hint?: string | undefined;
  /** What is wrong with what is in it. */
  readonly problem?: string | undefined;
  /** The input, which has to take these attributes. */
  readonly children: (attributes: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean;
  }) => ReactNode;
}

/** An input with its label, its hint and what is wrong with it, tied together for screen readers. */
export function Field({ label, hint, problem, children }: FieldProps): ReactNode {
  const id = useId();
  const described = problem === undefined && hint === undefined ? undefined : `${id}-text`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': problem !== undefined })}
      {described !== undefined && (
        <p id={described} className={problem === undefined ? 'quiet' : 'problem'}>
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}
