import type { RunResult, SeedOutcome, VariantResult } from '../../src-shared/result.ts';
import { addSketchTimes } from '../../src-shared/sketch-time.ts';
import { baseOf, compareVariants, timedBatchSizes } from './comparison.ts';
import { renderCsv, type CsvCell } from './text-table.ts';

/**
 * The networks of one or several runs as CSV, one row a network a seed, for spreadsheets and scripts: plain numbers, accuracies in
 * [0, 1], changes against the same seed's base network. docs/reports.md describes the columns.
 */
export function renderCsvReport(results: readonly RunResult[]): string {
  const batchSizes = timedBatchSizes(compareVariants(results));
  const head = [
    'run_id',
    'run',
    'recipe_sha256',
    'dataset',
    'dataset_sha256',
    'device',
    'engine',
    'network',
    'seed',
    'parameters',
    'parameters_share',
    'macs',
    'macs_share',
    'file_bytes',
    'accuracy_before',
    'accuracy',
    'accuracy_change',
    'loss',
    ...batchSizes.flatMap((size) => [`latency_${size}_median_ms`, `latency_${size}_p90_ms`]),
    'sketch_ms',
    'sketch_product_share',
  ];
  const rows = results.flatMap((result) =>
    result.variants.flatMap((variant) =>
      variant.seeds.map((outcome) => [
        ...describeRun(result),
        variant.name,
        ...describeOutcome(outcome, baseOutcome(result, outcome.seed), variant),
        ...batchSizes.flatMap((size) => describeLatency(variant, size, outcome)),
        ...describeSketching(variant, outcome),
      ]),
    ),
  );
  return renderCsv(head, rows);
}

function describeRun({ runId, name, recipeHash, dataset, environment }: RunResult): CsvCell[] {
  return [runId, name, recipeHash, dataset.name, dataset.hash, environment.device, environment.engine];
}

function describeOutcome(
  { seed, parameters, macs, accuracyBefore, accuracy, loss }: SeedOutcome,
  base: SeedOutcome | undefined,
  variant: VariantResult,
): CsvCell[] {
  return [
    seed,
    parameters,
    base === undefined ? undefined : parameters / base.parameters,
    macs,
    base === undefined ? undefined : macs / base.macs,
    isFirstSeed(variant, seed) ? variant.fileBytes : undefined,
    accuracyBefore,
    accuracy,
    base === undefined ? undefined : accuracy - base.accuracy,
    loss,
  ];
}

function describeLatency(variant: VariantResult, batchSize: number, { seed }: SeedOutcome): CsvCell[] {
  const latency = variant.latency.find((timed) => timed.batchSize === batchSize);
  if (latency === undefined || !isFirstSeed(variant, seed)) return [undefined, undefined];
  return [latency.medianMilliseconds, latency.p90Milliseconds];
}

function describeSketching(variant: VariantResult, { seed }: SeedOutcome): CsvCell[] {
  if (variant.certificates.length === 0 || !isFirstSeed(variant, seed)) return [undefined, undefined];
  const { milliseconds, productShare } = addSketchTimes(variant.certificates);
  return [milliseconds, productShare];
}

/** Only the first seed's networks are written to files and timed. */
function isFirstSeed({ seeds }: VariantResult, seed: number): boolean {
  return seeds[0]?.seed === seed;
}

function baseOutcome(result: RunResult, seed: number): SeedOutcome | undefined {
  return baseOf(result)?.seeds.find((outcome) => outcome.seed === seed);
}
