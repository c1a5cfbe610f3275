import { machineRoutes, type MachineRouteOutputs } from '../../../src-shared/routes/machine-routes.ts';
import { reportMachine } from '../report-machine.ts';
import { checked, type Handlers } from './handlers.ts';

export const machineHandlers: Handlers<MachineRouteOutputs> = {
  'machine.show': checked(machineRoutes['machine.show'], (host) => reportMachine(host.home)),
  'machine.devices': checked(machineRoutes['machine.devices'], (host, { again }) => host.listDevices(again)),
};
