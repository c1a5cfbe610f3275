import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BudgetEstimate } from '../../../src-shared/budget.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import type { RouteError } from '../../../src-shared/routes.ts';
import { useFront } from '../../front/front-context.ts';

/** An estimate and the settings it is for. */
export interface EstimateState {
  readonly estimate: BudgetEstimate | undefined;
  readonly error: RouteError | undefined;
  readonly running: boolean;
  /** The settings have changed since. */
  readonly outdated: boolean;
  readonly run: () => void;
}

/** Estimates once when it appears, and then when it is asked to: it carries out real steps, which is not for every key stroke. */
export function useEstimate(recipe: Recipe | undefined): EstimateState {
  const front = useFront();
  const key = useMemo(
    () => (recipe === undefined ? undefined : JSON.stringify({ ...recipe, name: 'estimate' })),
    [recipe],
  );
  const [state, setState] = useState<{
    readonly estimate?: BudgetEstimate | undefined;
    readonly error?: RouteError;
    readonly key?: string | undefined;
    readonly running: boolean;
  }>({ running: false });
  const latest = useRef(recipe);
  useEffect(() => {
    latest.current = recipe;
  });
  const newest = useRef(0);

  const run = useCallback(() => {
    const given = latest.current;
    if (given === undefined) return;
    const question = ++newest.current;
    setState((before) => ({ estimate: before.estimate, key: before.key, running: true }));
    void front.request('budgets.probe', { recipe: given }).then((answer) => {
      if (question !== newest.current) return;
      const asked = JSON.stringify({ ...given, name: 'estimate' });
      setState((before) =>
        answer.ok
          ? { estimate: answer.data, key: asked, running: false }
          : { ...before, error: answer.error, running: false },
      );
    });
  }, [front]);

  const possible = key !== undefined;
  useEffect(() => {
    if (possible) run();
  }, [possible, run]);

  return {
    estimate: state.estimate,
    error: state.error,
    running: state.running,
    outdated: state.estimate !== undefined && state.key !== key,
    run,
  };
}
