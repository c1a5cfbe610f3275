import type { ReactNode } from 'react';
import type { TruthBox } from '../../../src-shared/detection.ts';
import type { DatasetSamples } from '../../../src-shared/routes/wizard-routes.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { useFront } from '../../front/front-context.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { BoxOverlay } from '../../widgets/box-overlay.tsx';
import { boxesByClass } from './boxes-by-class.ts';
import { detectionDataMessages } from './detection-data-messages.ts';

interface SceneImagesProps {
  readonly samples: DatasetSamples;
  readonly busy: boolean;
}

/** Images with their boxes, a colour a class: whether boxes and objects belong together is seen at a glance. */
export function SceneImages({ samples: { classes, images }, busy }: SceneImagesProps): ReactNode {
  const seen = new Set(images.flatMap(({ boxes }) => (boxes ?? []).map(({ classIndex }) => classIndex)));
  return (
    <>
      <ul className="wizard-class-colours">
        {classes.map(
          (name, index) =>
            seen.has(index) && (
              <li key={name}>
                <span
                  style={{ borderColor: lineOf(index).color }}
                  data-dashed={lineOf(index).dashed}
                  aria-hidden="true"
                />
                {name}
              </li>
            ),
        )}
      </ul>
      <ul className="wizard-scenes" tabIndex={0} aria-busy={busy}>
        {images.map(({ image, index, boxes }) => (
          <SceneImage key={index} image={image} boxes={boxes ?? []} classes={classes} />
        ))}
      </ul>
    </>
  );
}

interface SceneImageProps {
  readonly image: string;
  readonly boxes: readonly TruthBox[];
  readonly classes: readonly string[];
}

function SceneImage({ image, boxes, classes }: SceneImageProps): ReactNode {
  const say = useMessages(detectionDataMessages);
  const front = useFront();
  const format = useFormat();
  const groups = boxesByClass(boxes);
  const words = groups.map(({ classIndex, boxes: own }) =>
    say.ofClass(format.integer(own.length), classes[classIndex] ?? ''),
  );
  const caption = words.length === 0 ? say.noObjects : words.join(say.join);
  return (
    <li>
      <div className="wizard-scene">
        <img src={front.imageAddress(image)} alt={say.imageWith(caption)} />
        <BoxOverlay layers={groups.map(({ classIndex, boxes: own }) => ({ ...lineOf(classIndex), boxes: own }))} />
      </div>
      <p className="quiet" aria-hidden="true">
        {caption}
      </p>
    </li>
  );
}

/** A class's colour, dashed where another class has the same: the first twelve look different. */
function lineOf(classIndex: number): { readonly color: string; readonly dashed: boolean } {
  const { color } = seriesStyle(classIndex);
  return { color, dashed: Array.from({ length: classIndex }, (_, index) => seriesStyle(index).color).includes(color) };
}
