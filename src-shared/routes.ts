import type { z } from 'zod';
import { exportRoutes, type ExportRouteOutputs } from './routes/export-routes.ts';
import { hostOnlyRoutes, type HostOnlyRouteOutputs } from './routes/host-only-routes.ts';
import { jobRoutes, type JobRouteOutputs } from './routes/job-routes.ts';
import { machineRoutes, type MachineRouteOutputs } from './routes/machine-routes.ts';
import { projectRoutes, type ProjectRouteOutputs } from './routes/project-routes.ts';
import { runRoutes, type RunRouteOutputs } from './routes/run-routes.ts';
import { wizardRoutes, type WizardRouteOutputs } from './routes/wizard-routes.ts';

/** What a front may ask of the host: each route with the shape of its input, which the host checks. */
export const routeInputs = {
  ...runRoutes,
  ...projectRoutes,
  ...jobRoutes,
  ...wizardRoutes,
  ...exportRoutes,
  ...machineRoutes,
  ...hostOnlyRoutes,
} as const;

export type Route = keyof typeof routeInputs;
/** What a front sends. */
export type RouteRequest<Name extends Route> = z.input<(typeof routeInputs)[Name]>;
/** What a handler gets: checked, with defaults. */
export type RouteInput<Name extends Route> = z.output<(typeof routeInputs)[Name]>;

/** What the host answers on each route. */
export interface RouteOutputs
  extends
    RunRouteOutputs,
    ProjectRouteOutputs,
    JobRouteOutputs,
    WizardRouteOutputs,
    ExportRouteOutputs,
    MachineRouteOutputs,
    HostOnlyRouteOutputs {}

export type { Answer, RouteError } from './answer.ts';
