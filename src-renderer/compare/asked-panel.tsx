import { useState, type ReactNode } from 'react';
import type { RouteError } from '../../src-shared/routes.ts';
import { useAction, type Action } from '../front/use-action.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import type { ComparedNetwork } from './compared-network.ts';
import type { ComparisonPart } from './comparison-part.ts';
import { besideBase, SmallerNetworkField } from './smaller-network-field.tsx';

interface Asked<Data> {
  readonly network: ComparedNetwork;
  readonly answer: Data;
  readonly busy: boolean;
  /** Asks once more about the same network; what is shown stays until it is answered. */
  readonly askAgain: (action: Action<Data>) => void;
}

interface AskedPanelProps<Data> {
  readonly part: ComparisonPart;
  readonly say: Readonly<Record<'explain' | 'firstSeed' | 'compute' | 'computing', string>>;
  readonly ask: (network: ComparedNetwork) => ReturnType<Action<Data>>;
  /** What is said under the reason of a failure. */
  readonly afterFailure: (failure: RouteError) => ReactNode;
  readonly children: (asked: Asked<Data>) => ReactNode;
}

/** What takes long to work out about a network beside its base: asked for by a button, and kept for each network. */
export function AskedPanel<Data>({ part, say, ask, afterFailure, children }: AskedPanelProps<Data>): ReactNode {
  const { failure, busy, perform } = useAction();
  const [answers, setAnswers] = useState<ReadonlyMap<string, Data>>(new Map());
  const network = besideBase(part);
  if (network === undefined) return null;
  const { key, row } = network;
  const answer = answers.get(key);

  async function compute(action: Action<Data>): Promise<void> {
    const done = await perform(action);
    if (done !== undefined) setAnswers((before) => new Map(before).set(key, done.data));
  }

  return (
    <div className="compare-panel">
      <p className="compare-prose">
        {say.explain} {row.seeds > 1 && say.firstSeed}
      </p>
      <div className="compare-choice">
        <SmallerNetworkField {...part} disabled={busy} />
        {answer === undefined && (
          <button type="button" className="primary" disabled={busy} onClick={() => void compute(() => ask(network))}>
            {say.compute}
          </button>
        )}
      </div>
      {busy && <Loading label={say.computing} />}
      {failure !== undefined && <Failure error={failure}>{afterFailure(failure)}</Failure>}
      {answer !== undefined && children({ network, answer, busy, askAgain: (action) => void compute(action) })}
    </div>
  );
}
