import type { Command } from 'commander';
import { renderTextTable } from '../../report/text-table.ts';

export function addDevicesCommand(program: Command): void {
  program
    .command('devices')
    .description('what this machine can compute on')
    .option('--json', 'print JSON')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const { listDevices } = await import('../../backend/devices.ts');
      const devices = await listDevices();
      if (json) console.log(JSON.stringify(devices, null, 2));
      else {
        const rows = devices.map(({ device, available, detail }) => [device, available ? 'yes' : 'no', detail]);
        console.log(renderTextTable(['device', 'available', 'detail'], rows, 3));
      }
    });
}
