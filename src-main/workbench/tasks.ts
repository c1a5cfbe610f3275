import { z } from 'zod';
import type { BudgetEstimate } from '../../src-shared/budget.ts';
import type { DetectionComparison } from '../../src-shared/detection-comparison.ts';
import type { DatasetReport } from '../../src-shared/dataset-report.ts';
import type { NetworkInspection } from '../../src-shared/network-inspection.ts';
import type { MeasuredSteps, PlanPreview } from '../../src-shared/plan-preview.ts';
import type { PredictionComparison } from '../../src-shared/prediction-comparison.ts';
import { exportFormatSchema } from '../../src-shared/recipe.ts';
import { runResultSchema } from '../../src-shared/result-schema.ts';
import type { Verification } from '../../src-shared/routes/export-routes.ts';
import { recipe, variant } from '../../src-shared/routes/input.ts';
import { wizardRoutes, type DatasetSamples } from '../../src-shared/routes/wizard-routes.ts';

const home = z.string();
const result = z.unknown().pipe(runResultSchema);

/** What the workbench can be asked, with the shapes of the questions. */
export const taskInputs = {
  'inspect-dataset': wizardRoutes['datasets.inspect'],
  'draw-samples': wizardRoutes['datasets.samples'],
  'show-evidence': wizardRoutes['datasets.evidence'],
  'inspect-network': wizardRoutes['networks.inspect'],
  'preview-plan': z.strictObject({ recipe, certificates: z.boolean(), home }),
  'measure-latency': z.strictObject({ recipe, home }),
  'probe-budget': z.strictObject({ recipe, home }),
  'export-network': z.strictObject({
    result,
    variant,
    format: exportFormatSchema,
    path: z.string(),
    /** Names the folder in an archive. */
    stem: z.string(),
  }),
  'compare-predictions': z.strictObject({ result, variant, examples: z.int().nonnegative() }),
  'compare-detections': z.strictObject({
    result,
    variant,
    examples: z.int().nonnegative(),
    confidence: z.number().optional(),
  }),
} as const;

export type Task = keyof typeof taskInputs;
export type TaskRequest<Name extends Task> = z.input<(typeof taskInputs)[Name]>;
export type TaskInput<Name extends Task> = z.output<(typeof taskInputs)[Name]>;

/** What it answers. Images are PNG files in base64, photographs with boxes JPEG. */
export interface TaskOutputs {
  readonly 'inspect-dataset': DatasetReport;
  readonly 'draw-samples': DatasetSamples;
  readonly 'show-evidence': readonly (string | null)[];
  readonly 'inspect-network': NetworkInspection & { readonly notes: readonly string[] };
  readonly 'preview-plan': PlanPreview;
  readonly 'measure-latency': MeasuredSteps;
  readonly 'export-network': Verification | null;
  readonly 'compare-predictions': PredictionComparison;
  readonly 'compare-detections': DetectionComparison;
  readonly 'probe-budget': Omit<BudgetEstimate, 'busy'>;
}
