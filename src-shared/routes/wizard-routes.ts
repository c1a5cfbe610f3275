import { z } from 'zod';
import type { BudgetEstimate } from '../budget.ts';
import type { DatasetReport } from '../dataset-report.ts';
import type { NetworkInspection } from '../network-inspection.ts';
import type { MeasuredSteps, PlanPreview } from '../plan-preview.ts';
import type { DatasetRecord } from '../project.ts';
import { datasetSchema } from '../dataset-recipe.ts';
import type { TruthBox } from '../detection.ts';
import { networkSchema } from '../network-recipe.ts';
import type { Recipe } from '../recipe.ts';
import { path, recipe } from './input.ts';

const kind = z.enum(['cifar10', 'cifar100', 'image-folder', 'visdrone', 'coco', 'yolo']);
const published = z.enum(['cifar10', 'cifar100']);
const side = z.int().min(1).max(2048);

export const wizardRoutes = {
  /** Data sets that runs of this home used. */
  'datasets.known': z.strictObject({}),
  'datasets.inspect': z.strictObject({
    path,
    kind: kind.optional(),
    /** The folder of a COCO file's images; "images" beside it where left out. */
    images: path.optional(),
    /** The text file of a YOLO folder's class names. */
    names: path.optional(),
    /** Height and width of the input that the sizes of objects are judged at. */
    size: z.tuple([side, side]).optional(),
  }),
  'datasets.samples': z.strictObject({
    dataset: datasetSchema,
    split: z.enum(['train', 'test']).default('train'),
    count: z.int().min(1).max(200),
    /** Draws which. */
    seed: z.int().nonnegative().default(1),
  }),
  /** The records that a finding of the doctor names; null for one that can't be shown. */
  'datasets.evidence': z.strictObject({
    path,
    kind,
    /** As for `datasets.inspect`. */
    images: path.optional(),
    places: z
      .array(
        z.strictObject({
          file: z.string().max(4096),
          record: z.int().nonnegative().optional(),
        }),
      )
      .max(60),
  }),
  /** Downloads a published archive into the home; the only thing that uses the network, and only when asked. */
  'datasets.download': z.strictObject({ kind: published }),
  'datasets.stopDownload': z.strictObject({ kind: published }),
  'networks.inspect': z.strictObject({
    network: networkSchema,
    task: z.enum(['classification', 'detection']).default('classification'),
    classes: z.int().min(1).max(100_000),
    height: side,
    width: side,
  }),
  /**
   * A plan takes milliseconds; certificates of a large network take seconds, and can be left out to ask for them when the user rests.
   * Only the newest preview is carried out to the end; one that is overtaken is answered `interrupted`.
   */
  'plans.preview': z.strictObject({ recipe, certificates: z.boolean().default(true) }),
  /** Measures the steps of latency that the recipe's plan is rounded to, in the place of those that are recorded. */
  'latencies.measure': z.strictObject({ recipe }),
  /** Carries out a few steps of the recipe. */
  'budgets.probe': z.strictObject({ recipe }),
  'recipes.check': z.strictObject({ recipe }),
  'recipes.presets': z.strictObject({}),
  /** The recipe in a file, which may be a report; paths in it come back absolute. */
  'recipes.read': z.strictObject({ path }),
  /** What is in a folder of this machine, for fronts that have no file dialog of their own. */
  'files.list': z.strictObject({ path: path.optional() }),
} as const;

export interface WizardRouteOutputs {
  readonly 'datasets.known': readonly DatasetRecord[];
  readonly 'datasets.inspect': DatasetReport;
  readonly 'datasets.samples': DatasetSamples;
  readonly 'datasets.evidence': readonly (string | null)[];
  /** Where the archive is. */
  readonly 'datasets.download': { readonly path: string };
  readonly 'datasets.stopDownload': null;
  readonly 'networks.inspect': NetworkInspection & { readonly notes: readonly string[] };
  readonly 'plans.preview': PlanPreview;
  readonly 'latencies.measure': MeasuredSteps & {
    /** A run was going on meanwhile, which blurs the times. */
    readonly busy: boolean;
  };
  readonly 'budgets.probe': BudgetEstimate;
  readonly 'recipes.check': CheckedRecipe;
  readonly 'recipes.presets': readonly Preset[];
  readonly 'recipes.read': { readonly recipe: Recipe; readonly notes: readonly string[] };
  readonly 'files.list': FolderListing;
}

export interface DatasetSamples {
  readonly classes: readonly string[];
  readonly train: number;
  readonly test: number;
  readonly channels: number;
  /** Of a network's input. */
  readonly height: number;
  readonly width: number;
  /** Of scenes not more than a few dozen. */
  readonly images: readonly {
    /** Address it by `imageAddress`. */
    readonly image: string;
    /** Index of its class; of a scene that of the rarest class in it, −1 where it has no objects. */
    readonly label: number;
    /** Its place in the split. */
    readonly index: number;
    /** The objects of a scene, lengths as shares of the image's width and height; null where the task is classification. */
    readonly boxes: readonly TruthBox[] | null;
  }[];
}

export interface CheckedRecipe {
  /** With all defaults. */
  readonly recipe: Recipe;
  /** Equal for recipes that ask for the same computation. */
  readonly hash: string;
  /** The finished run of the same recipe, where there is one. */
  readonly finishedRun: string | null;
}

/** A recipe that comes with the application. */
export interface Preset {
  /** `demo`, or a preset's name. */
  readonly name: string;
  /** As its file says; its data set's path may have to be set. */
  readonly recipe: unknown;
}

export interface FolderListing {
  readonly path: string;
  /** Null at the root. */
  readonly parent: string | null;
  /** Folders first, by name. */
  readonly entries: readonly {
    readonly name: string;
    readonly path: string;
    readonly folder: boolean;
    readonly bytes: number;
  }[];
}
