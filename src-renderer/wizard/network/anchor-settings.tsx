import { useState, type ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { Field } from '../../widgets/field.tsx';
import {
  COCO_SIDE,
  inputSize,
  isBelowCocoSize,
  printAnchors,
  readAnchors,
  scaledAnchors,
  type Anchors,
} from '../draft/anchors.ts';
import { SelectField } from '../parts/select-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { networkMessages } from './network-messages.ts';

interface AnchorSettingsProps {
  /** Undefined: COCO's. */
  readonly anchors: Anchors | undefined;
  readonly onChange: (anchors: [number, number][] | undefined) => void;
}

/** The sizes that boxes are said relative to: COCO's, or one's own, which begin with COCO's scaled to the input. */
export function AnchorSettings({ anchors, onChange }: AnchorSettingsProps): ReactNode {
  const say = useMessages(networkMessages);
  const size = inputSize(useWizard().draft.dataset);
  const begun = scaledAnchors(size ?? [COCO_SIDE, COCO_SIDE]);
  const set = (next: Anchors | undefined): void =>
    onChange(next?.map(([width, height]): [number, number] => [width, height]));
  return (
    <>
      <SelectField
        label={say.anchors}
        hint={anchors === undefined && isBelowCocoSize(size) ? say.anchorsTooLarge(COCO_SIDE) : say.anchorsHint}
        value={anchors === undefined ? 'coco' : 'own'}
        options={[
          ['coco', say.cocoAnchors],
          ['own', say.ownAnchors],
        ]}
        onChange={(choice) => set(choice === 'coco' ? undefined : begun)}
      />
      {anchors !== undefined && <AnchorText anchors={anchors} onChange={set} />}
    </>
  );
}

interface AnchorTextProps {
  readonly anchors: Anchors;
  readonly onChange: (anchors: Anchors) => void;
}

/** Nine sizes as text. What is not such a text is said at once, changes nothing, and gives way to the last good one when it is left. */
function AnchorText({ anchors, onChange }: AnchorTextProps): ReactNode {
  const say = useMessages(networkMessages);
  const [text, setText] = useState<string>();
  const wrong = text !== undefined && readAnchors(text) === 'wrong';
  return (
    <Field label={say.nineSizes} problem={wrong ? say.nineSizesWrong : undefined}>
      {(attributes) => (
        <input
          {...attributes}
          autoComplete="off"
          spellCheck={false}
          value={text ?? printAnchors(anchors)}
          onChange={({ target }) => {
            setText(target.value);
            const read = readAnchors(target.value);
            if (read !== 'wrong') onChange(read);
          }}
          onBlur={() => setText(undefined)}
        />
      )}
    </Field>
  );
}
