import type { Command } from 'commander';
import { fastestDevice } from '../../../src-shared/device-report.ts';
import { formatMilliseconds } from '../../../src-shared/format-number.ts';
import { renderTextTable } from '../../report/text-table.ts';

export function addDevicesCommand(program: Command): void {
  program
    .command('devices')
    .description('what this machine can compute on, and how fast; the fastest is what "auto" means from then on')
    .option('--json', 'print JSON')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const { listDevices } = await import('../../host/engine/list-devices.ts');
      const { forkEngine } = await import('../../host/engine/fork-engine.ts');
      const devices = await listDevices(forkEngine);
      if (json) console.log(JSON.stringify(devices, null, 2));
      else {
        const rows = devices.map(({ device, available, detail, stepMilliseconds }) => [
          device,
          available ? 'yes' : 'no',
          detail,
          stepMilliseconds === null ? '' : formatMilliseconds(stepMilliseconds),
        ]);
        console.log(renderTextTable(['device', 'available', 'detail', 'training step'], rows, 3));
        const fastest = fastestDevice(devices);
        if (fastest !== undefined) console.log(`"auto" computes on ${fastest}, the fastest of them.`);
      }
    });
}
