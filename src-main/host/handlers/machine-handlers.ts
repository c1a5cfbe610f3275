import { EspalierError } from '../../../src-shared/errors.ts';
import { machineRoutes, type MachineRouteOutputs } from '../../../src-shared/routes/machine-routes.ts';
import { checked, type Handlers } from './handlers.ts';

export const machineHandlers: Handlers<MachineRouteOutputs> = {
  'machine.show': checked(machineRoutes['machine.show'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'machine.devices': checked(machineRoutes['machine.devices'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
};
