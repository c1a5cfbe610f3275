import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { detectionMessages } from './detection-messages.ts';
import type { Zoom } from './scene-stage.tsx';
import type { SceneView } from './shown-scene.ts';

const ZOOMS: readonly Zoom[] = ['fit', 1, 2, 4];
const TOGGLES = ['truth', 'ignored', 'labels'] as const;
/** Of the slider of confidence; more would hide every box. */
const LARGEST_CONFIDENCE = 0.95;

interface SceneControlsProps {
  readonly view: SceneView;
  readonly onView: (view: SceneView) => void;
  readonly leastConfidence: number;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
}

/** From which confidence on boxes are drawn, what else is drawn, and how large. */
export function SceneControls({ view, onView, leastConfidence, zoom, onZoom }: SceneControlsProps): ReactNode {
  const say = useMessages(detectionMessages);
  return (
    <div className="scene-controls">
      <label>
        {say.confidence}{' '}
        <input
          type="range"
          min={leastConfidence}
          max={LARGEST_CONFIDENCE}
          step={0.01}
          value={view.confidence}
          onChange={({ target }) => onView({ ...view, confidence: Number(target.value) })}
        />{' '}
        <output>{view.confidence.toFixed(2)}</output>
      </label>
      {TOGGLES.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={view[name]}
            onChange={({ target }) => onView({ ...view, [name]: target.checked })}
          />{' '}
          {say[name]}
        </label>
      ))}
      <label>
        {say.zoom}{' '}
        <select
          value={zoom}
          onChange={({ target }) => onZoom(ZOOMS.find((one) => String(one) === target.value) ?? 'fit')}
        >
          {ZOOMS.map((one) => (
            <option key={one} value={one}>
              {one === 'fit' ? say.fit : say.times(one)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
