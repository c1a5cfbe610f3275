import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { ComparedScene } from '../../../src-shared/detection-comparison.ts';
import { useMessages } from '../../language/language.ts';
import { detectionMessages } from './detection-messages.ts';
import { SceneDrawing } from './scene-drawing.tsx';
import { likelyBoxes, type SceneView } from './shown-scene.ts';

/** How large an image is shown: as it fits, or so many pixels of the screen a pixel of the original. */
export type Zoom = 'fit' | 1 | 2 | 4;

/** Hundredths of the width that an arrow key moves the border, and with Shift. */
const STEP = 1;
const LARGE_STEP = 10;

interface SceneStageProps {
  readonly scene: ComparedScene;
  readonly classes: readonly string[];
  readonly view: SceneView;
  readonly zoom: Zoom;
  readonly onStep: (step: -1 | 1) => void;
}

/** An image with the border between the two networks' boxes, which is dragged or moved by the arrow keys. */
export function SceneStage({ scene, classes, view, zoom, onStep }: SceneStageProps): ReactNode {
  const say = useMessages(detectionMessages);
  const [percent, setPercent] = useState(50);
  const frame = useRef<HTMLDivElement>(null);
  const [fitted, setFitted] = useState(1);
  const { width, height } = scene;

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = (): void => setFitted(Math.min(element.clientWidth / width, (window.innerHeight * 0.62) / height));
    const follow = new ResizeObserver(measure);
    follow.observe(element);
    measure();
    return () => follow.disconnect();
  }, [width, height]);

  const scale = zoom === 'fit' ? fitted : zoom;
  useKeptCentre(frame, scale);

  function drag({ currentTarget, clientX, buttons }: PointerEvent<HTMLElement>): void {
    if (buttons % 2 === 0) return;
    const { left, width: shown } = currentTarget.getBoundingClientRect();
    setPercent(clampPercent(((clientX - left) / shown) * 100));
  }

  function press(event: KeyboardEvent): void {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    switch (event.key) {
      case 'ArrowLeft':
        setPercent(clampPercent(percent - step));
        break;
      case 'ArrowRight':
        setPercent(clampPercent(percent + step));
        break;
      case 'Home':
        setPercent(0);
        break;
      case 'End':
        setPercent(100);
        break;
      case 'PageUp':
        onStep(-1);
        break;
      case 'PageDown':
        onStep(1);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  const shown = Math.round(percent);
  const counts = [scene.base, scene.variant].map((boxes) => likelyBoxes(boxes, view.confidence).length);
  const [ofBase = 0, ofNetwork = 0] = counts;
  return (
    <div ref={frame} className="scene-frame" tabIndex={0} role="group" aria-label={scene.name}>
      <div
        className="scene-canvas"
        style={{ width: width * scale, height: height * scale }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag(event);
        }}
        onPointerMove={drag}
      >
        <SceneDrawing
          scene={scene}
          classes={classes}
          view={view}
          border={percent / 100}
          scale={scale}
          label={say.imageText(scene.name, scene.truths.length, ofBase, ofNetwork)}
        />
        <div
          className="scene-border"
          style={{ left: `${percent}%` }}
          role="slider"
          tabIndex={0}
          aria-label={say.swipe}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={shown}
          aria-valuetext={say.swipeText(shown)}
          onKeyDown={press}
        >
          <span className="scene-grip" aria-hidden="true">
            ⇔
          </span>
        </div>
      </div>
    </div>
  );
}

/** Keeps what is in the middle of a scrolled element there when its content's scale changes. */
function useKeptCentre(frame: { readonly current: HTMLElement | null }, scale: number): void {
  const before = useRef(scale);
  useLayoutEffect(() => {
    const element = frame.current;
    const factor = scale / before.current;
    before.current = scale;
    if (element === null) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
    element.scrollTo({
      left: (scrollLeft + clientWidth / 2) * factor - clientWidth / 2,
      top: (scrollTop + clientHeight / 2) * factor - clientHeight / 2,
    });
  }, [frame, scale]);
}

function clampPercent(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
