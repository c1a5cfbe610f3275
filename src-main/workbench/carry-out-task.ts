import type { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import type { Bench } from './bench.ts';
import { taskInputs, type Task, type TaskOutputs } from './tasks.ts';

type Work = {
  readonly [Name in Task]: (bench: Bench, input: unknown, signal: AbortSignal) => Promise<TaskOutputs[Name]>;
};

/** Everything the workbench does. What is not asked for is not loaded. */
const work: Work = {
  'inspect-dataset': checked(taskInputs['inspect-dataset'], async (_, { path, kind, ...options }) => {
    const { inspectDataset } = await import('../data/doctor/inspect-dataset.ts');
    return inspectDataset(path, kind, options);
  }),
  'draw-samples': checked(taskInputs['draw-samples'], async (bench, input) => {
    const { drawSamples } = await import('./dataset/draw-samples.ts');
    return drawSamples(bench, input);
  }),
  'show-evidence': checked(taskInputs['show-evidence'], async (_, input) => {
    const { showEvidence } = await import('./dataset/show-evidence.ts');
    return showEvidence(input);
  }),
  'inspect-network': checked(taskInputs['inspect-network'], async (bench, input) => {
    const { inspectNetwork } = await import('./plan/inspect-network.ts');
    return inspectNetwork(bench, input);
  }),
  'preview-plan': checked(taskInputs['preview-plan'], async (bench, input, signal) => {
    const { previewPlan } = await import('./plan/preview-plan.ts');
    return previewPlan(bench, input, signal);
  }),
  'measure-latency': checked(taskInputs['measure-latency'], async (bench, input, signal) => {
    const { measureSteps } = await import('./plan/latency-steps.ts');
    return measureSteps(bench, input, signal);
  }),
  'probe-budget': checked(taskInputs['probe-budget'], async (bench, input, signal) => {
    const { probeBudget } = await import('./budget/probe-budget.ts');
    return probeBudget(bench, input, signal);
  }),
  'export-network': checked(taskInputs['export-network'], async (bench, input) => {
    const { exportNetwork } = await import('./export-network.ts');
    return exportNetwork(bench, input);
  }),
  'compare-predictions': checked(taskInputs['compare-predictions'], async (bench, input) => {
    const { comparePredictions } = await import('./predictions/compare-predictions.ts');
    return comparePredictions(bench, input);
  }),
  'compare-detections': checked(taskInputs['compare-detections'], async (bench, input) => {
    const { compareDetections } = await import('./predictions/compare-detections.ts');
    return compareDetections(bench, input);
  }),
};

/** The signal says that nobody waits any more. @throws EspalierError as the task does, or `internal` where there is no such task. */
export async function carryOutTask(bench: Bench, task: string, input: unknown, signal: AbortSignal): Promise<unknown> {
  if (!isTask(task)) throw new EspalierError('internal', `the workbench has no task "${task}"`);
  return work[task](bench, input, signal);
}

function isTask(name: string): name is Task {
  return Object.hasOwn(work, name);
}

function checked<Schema extends z.ZodType, Output>(
  schema: Schema,
  carryOut: (bench: Bench, input: z.output<Schema>, signal: AbortSignal) => Promise<Output>,
): (bench: Bench, input: unknown, signal: AbortSignal) => Promise<Output> {
  return (bench, input, signal) => carryOut(bench, schema.parse(input), signal);
}
