import type { ReactNode } from 'react';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { countTrainingSteps, hasLongWarmup, type TrainingLength } from '../draft/training-length.ts';
import { useWizard } from '../wizard-context.ts';
import { trainingMessages } from './training-messages.ts';

/** Says where a training doesn't suit the number of images: batches that they don't fill, a warm-up that takes much of it. */
export function LengthNotice({ length }: { readonly length: TrainingLength }): ReactNode {
  const say = useMessages(trainingMessages);
  const format = useFormat();
  const { facts } = useWizard().findings;
  if (facts?.state !== 'loaded') return null;
  const images = facts.data.train;
  const text =
    length.batchSize > images
      ? say.largeBatch(format.integer(images))
      : hasLongWarmup(length, images)
        ? say.longWarmup(format.integer(length.warmupSteps ?? 0), format.integer(countTrainingSteps(length, images)))
        : undefined;
  return text === undefined ? null : (
    <p role="status" className="notice notice-warning">
      {text}
    </p>
  );
}
