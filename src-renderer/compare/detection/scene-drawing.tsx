import { useId, type ReactNode } from 'react';
import type { ComparedScene } from '../../../src-shared/detection-comparison.ts';
import type { Box, Detection } from '../../../src-shared/detection.ts';
import { useFront } from '../../front/front-context.ts';
import { boxOutline } from '../../widgets/box-outline.ts';
import { classStyle } from './class-style.ts';
import { placeLabels } from './place-labels.ts';
import { likelyBoxes, type SceneView } from './shown-scene.ts';

/** Pixels of the screen. */
const LABEL_SIZE = 12;

interface SceneDrawingProps {
  readonly scene: ComparedScene;
  readonly classes: readonly string[];
  readonly view: SceneView;
  /** The share of the width that is the base network's, in [0, 1]. */
  readonly border: number;
  /** Pixels of the screen a pixel of the original image. */
  readonly scale: number;
  readonly label: string;
}

/** An image with boxes in pixels of the original: left of the border the base network's, right of it the other's, over both the truth. */
export function SceneDrawing({ scene, classes, view, border, scale, label }: SceneDrawingProps): ReactNode {
  const { image, height, width, truths, ignored, base, variant } = scene;
  const front = useFront();
  const id = useId();
  const edge = border * width;
  return (
    <svg className="scene-drawing" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <clipPath id={`${id}-left`}>
          <rect x={0} y={0} width={edge} height={height} />
        </clipPath>
        <clipPath id={`${id}-right`}>
          <rect x={edge} y={0} width={width - edge} height={height} />
        </clipPath>
        <pattern
          id={`${id}-hatch`}
          width={8 / scale}
          height={8 / scale}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className="scene-hatch" width={3 / scale} height={8 / scale} />
        </pattern>
      </defs>
      <image href={front.imageAddress(image)} width={width} height={height} preserveAspectRatio="none" />
      {view.ignored &&
        ignored.map((box, index) => (
          <rect key={index} {...sidesOf(box)} fill={`url(#${id}-hatch)`} className="scene-ignored" />
        ))}
      {view.truth && <path className="scene-truth" d={boxOutline(truths)} />}
      {view.truth &&
        view.labels &&
        truths.map(({ left, top, height: tall, classIndex }, index) => (
          <text
            key={index}
            className="scene-label scene-truth-label"
            x={left}
            y={Math.min(height - LABEL_SIZE / scale / 4, top + tall + LABEL_SIZE / scale)}
            fontSize={LABEL_SIZE / scale}
            strokeWidth={LABEL_SIZE / scale / 4}
          >
            {classes[classIndex] ?? classIndex}
          </text>
        ))}
      <g clipPath={`url(#${id}-left)`}>
        <Boxes boxes={likelyBoxes(base, view.confidence)} classes={classes} labels={view.labels} scale={scale} />
      </g>
      <g clipPath={`url(#${id}-right)`}>
        <Boxes boxes={likelyBoxes(variant, view.confidence)} classes={classes} labels={view.labels} scale={scale} />
      </g>
    </svg>
  );
}

interface BoxesProps {
  readonly boxes: readonly Detection[];
  readonly classes: readonly string[];
  readonly labels: boolean;
  readonly scale: number;
}

/** Boxes of a class are one path, for there may be hundreds. */
function Boxes({ boxes, classes, labels, scale }: BoxesProps): ReactNode {
  const shown = [...new Set(boxes.map(({ classIndex }) => classIndex))];
  const size = LABEL_SIZE / scale;
  return (
    <>
      <path className="scene-halo" d={boxOutline(boxes)} />
      {shown.map((classIndex) => {
        const { color, dash } = classStyle(classIndex);
        const own = boxes.filter((box) => box.classIndex === classIndex);
        return (
          <path key={classIndex} className="scene-box" stroke={color} strokeDasharray={dash} d={boxOutline(own)} />
        );
      })}
      {labels &&
        placeLabels(boxes, size).map(({ detection: { classIndex, score }, x, y }, index) => (
          <text key={index} className="scene-label" x={x} y={y} fontSize={size} strokeWidth={size / 4}>
            {classes[classIndex] ?? classIndex} {score.toFixed(2)}
          </text>
        ))}
    </>
  );
}

function sidesOf({ left, top, width, height }: Box): Record<'x' | 'y' | 'width' | 'height', number> {
  return { x: left, y: top, width, height };
}
