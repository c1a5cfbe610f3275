import type { Command } from 'commander';
import { renderTextTable } from '../../report/text-table.ts';

export function addDevicesCommand(program: Command): void {
  program
    .command('devices')
    .description('what this machine can compute on')
    .option('--json', 'print JSON')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const { listDevices } = await import('../../host/engine/list-devices.ts');
      const { forkEngine } = await import('../../host/engine/fork-engine.ts');
      const devices = await listDevices(forkEngine);
      if (json) console.log(JSON.stringify(devices, null, 2));
      else {
        const rows = devices.map(({ device, available, detail }) => [device, available ? 'yes' : 'no', detail]);
        console.log(renderTextTable(['device', 'available', 'detail'], rows, 3));
      }
    });
}
