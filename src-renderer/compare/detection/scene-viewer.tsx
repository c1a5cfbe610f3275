import { useState, type ReactNode } from 'react';
import type { DetectionComparison } from '../../../src-shared/detection-comparison.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { classStyle } from './class-style.ts';
import { detectionMessages } from './detection-messages.ts';
import { SceneControls } from './scene-controls.tsx';
import { SceneList } from './scene-list.tsx';
import { SceneStage, type Zoom } from './scene-stage.tsx';
import { classesOf, isCrowded, isEmpty, isUnchanged, type SceneView } from './shown-scene.ts';

interface SceneViewerProps {
  readonly comparison: DetectionComparison;
  /** What the two networks are called. */
  readonly baseName: string;
  readonly networkName: string;
  readonly busy: boolean;
  /** Has the damage counted at another confidence. */
  readonly onRecount: (confidence: number) => void;
}

/** Images with what both networks find in them, the most damaged first. */
export function SceneViewer({ comparison, baseName, networkName, busy, onRecount }: SceneViewerProps): ReactNode {
  const say = useMessages(detectionMessages);
  const format = useFormat();
  const { classes, examples, images, protocol, confidence, leastConfidence } = comparison;
  const [place, setPlace] = useState(0);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [view, setView] = useState<SceneView>(() => ({
    confidence,
    truth: true,
    ignored: true,
    labels: !examples.some((one) => isCrowded(one, confidence)),
  }));
  const scene = examples[place];
  if (scene === undefined) return null;
  const step = (by: -1 | 1): void => setPlace(Math.min(examples.length - 1, Math.max(0, place + by)));
  return (
    <div className="compare-panel">
      {examples.every(isUnchanged) && (
        <p role="status">
          {examples.every((one) => isEmpty(one, confidence))
            ? say.nothingFound
            : say.nothingChanged(format.integer(images))}
        </p>
      )}
      <div className="compare-choice">
        <p className="quiet">
          {say.shown(examples.length, format.integer(images))}{' '}
          {say.countedAt(confidence.toFixed(2), String(protocol.iou ?? 0.5))}
        </p>
        {view.confidence !== confidence && (
          <button type="button" className="small" disabled={busy} onClick={() => onRecount(view.confidence)}>
            {say.recount(view.confidence.toFixed(2))}
          </button>
        )}
      </div>
      <div className="scene-viewer">
        <SceneList scenes={examples} place={place} onChoose={setPlace} />
        <div className="scene-main">
          <div className="compare-head">
            <h3>{scene.name}</h3>
            <span className="quiet">
              {say.place(place + 1, examples.length)}, {scene.width}×{scene.height}
            </span>
            <span className="buttons scene-steps">
              <button type="button" className="small" aria-disabled={place === 0} onClick={() => step(-1)}>
                {say.previous}
              </button>
              <button
                type="button"
                className="small"
                aria-disabled={place === examples.length - 1}
                onClick={() => step(1)}
              >
                {say.next}
              </button>
            </span>
          </div>
          <SceneControls view={view} onView={setView} leastConfidence={leastConfidence} zoom={zoom} onZoom={setZoom} />
          <div className="scene-sides">
            <span>{say.left(baseName)}</span>
            <span>{say.right(networkName)}</span>
          </div>
          <SceneStage scene={scene} classes={classes} view={view} zoom={zoom} onStep={step} />
          <ul className="scene-legend" aria-label={say.legend}>
            {classesOf(scene, view).map((classIndex) => (
              <li key={classIndex}>
                <ClassMark classIndex={classIndex} /> {classes[classIndex] ?? classIndex}
              </li>
            ))}
            {view.truth && <li className="quiet">{say.truthLegend}</li>}
            {view.ignored && scene.ignored.length > 0 && <li className="quiet">{say.ignoredLegend}</li>}
          </ul>
          <p className="quiet">{say.keys}</p>
        </div>
      </div>
    </div>
  );
}

function ClassMark({ classIndex }: { readonly classIndex: number }): ReactNode {
  const { color, dash } = classStyle(classIndex);
  return (
    <svg className="scene-mark" viewBox="0 0 32 8" aria-hidden="true">
      <path d="M0 4h32" stroke={color} strokeWidth={3} strokeDasharray={dash} />
    </svg>
  );
}
