import { useEffect, useRef, type ReactNode } from 'react';
import type { ComparedScene } from '../../../src-shared/detection-comparison.ts';
import { useMessages } from '../../language/language.ts';
import { detectionMessages } from './detection-messages.ts';
import { isUnchanged } from './shown-scene.ts';

interface SceneListProps {
  readonly scenes: readonly ComparedScene[];
  readonly place: number;
  readonly onChoose: (place: number) => void;
}

/** The images in their order with what was lost and gained in each; one is chosen. */
export function SceneList({ scenes, place, onChoose }: SceneListProps): ReactNode {
  const say = useMessages(detectionMessages);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  return (
    <div className="scene-list">
      <h3 id="scene-list">{say.images}</h3>
      <ol ref={list} aria-labelledby="scene-list">
        {scenes.map((scene, index) => (
          <li key={scene.index}>
            <button type="button" className="plain" aria-current={index === place} onClick={() => onChoose(index)}>
              <span className="scene-name">{scene.name}</span>
              <SceneCounts scene={scene} />
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What differs between the networks in an image, in words; what doesn't is left out. */
function SceneCounts({ scene }: { readonly scene: ComparedScene }): ReactNode {
  const say = useMessages(detectionMessages);
  if (isUnchanged(scene)) return <span className="quiet">{say.same}</span>;
  return (
    <span className="scene-counts">
      {(['lost', 'newFalse', 'gained', 'goneFalse'] as const).map(
        (kind) =>
          scene[kind] > 0 && (
            <span key={kind} className={`scene-${kind}`}>
              {scene[kind]} {say[kind]}
            </span>
          ),
      )}
    </span>
  );
}
