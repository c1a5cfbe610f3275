import type { ReactNode } from 'react';
import { useFormat } from '../../../language/format.ts';
import { useMessages } from '../../../language/language.ts';
import { useWizard } from '../../wizard-context.ts';
import { detectionDataMessages } from '../detection-data-messages.ts';

/** What the size of the input comes to for the objects: how many of them would be smaller than a detector can well find. */
export function ObjectSides(): ReactNode {
  const say = useMessages(detectionDataMessages);
  const format = useFormat();
  const { report } = useWizard().findings;
  if (report?.state !== 'loaded' || report.stale || report.data.detection === undefined) return null;
  const { inputSides } = report.data.detection;
  const { objects, shorterThan, height, width } = inputSides;
  if (objects === 0) return null;
  const isTiny = report.data.findings.some(({ code }) => code === 'tiny-objects');
  return (
    <p className={isTiny ? 'wizard-basis wizard-basis-guess' : 'wizard-basis'} role="status">
      <strong>{isTiny ? say.tiny : say.objectsAt(height, width)}</strong>{' '}
      {say.shorterThan(
        shorterThan
          .map(({ pixels, objects: count }) => say.underPixels(format.share(count / objects, 0), pixels))
          .join(say.join),
      )}
    </p>
  );
}
