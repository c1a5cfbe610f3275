import { runs } from './0010-runs.ts';
import { stages } from './0020-stages.ts';
import { artifacts } from './0030-artifacts.ts';
import { seeds } from './0040-seeds.ts';
import { projects } from './0060-projects.ts';
import { queue } from './0070-queue.ts';
import { detectors } from './0080-detectors.ts';
import type { Migration } from './migration.ts';

/** Every migration, oldest first. */
export const MIGRATIONS: readonly Migration[] = [runs, stages, artifacts, seeds, projects, queue, detectors];
