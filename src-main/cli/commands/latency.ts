import { Option, type Command } from 'commander';
import { DEVICE_CHOICES } from '../../../src-shared/choices.ts';
import type { Device } from '../../../src-shared/recipe.ts';
import { resolveHome } from '../../store/home.ts';
import { homeOption, type HomeOption } from '../home-option.ts';
import type { NetworkSize } from '../inspect-network.ts';
import { parseCount } from '../parse-count.ts';

interface LatencyOptions extends NetworkSize, HomeOption {
  readonly batch: number;
  readonly device?: Device;
  readonly again?: boolean;
  readonly json?: boolean;
}

export function addLatencyCommand(program: Command): void {
  program
    .command('latency')
    .argument('<network>', 'vgg16, yolov3, centernet, a darknet .cfg, an ONNX file, or a recipe (JSON, preset:NAME)')
    .description(
      'how long each layer takes on this machine with how many channels, and the steps in it; measured once, and recorded for runs to plan by',
    )
    .addOption(homeOption())
    .option('--classes <number>', 'of a built-in network, else 10 of vgg16 and 80 of the detectors', parseCount)
    .option('--image-size <pixels>', 'the side of square images, for a built-in network or a .cfg', parseCount)
    .option('--batch <images>', 'how many images at once', parseCount, 1)
    .addOption(
      new Option('--device <device>', 'where to compute, else as the recipe says, or auto').choices(DEVICE_CHOICES),
    )
    .option('--again', 'measure anew, in the place of what is recorded; when the machine has nothing else to do')
    .option('--json', 'print JSON')
    .action(async (network: string, options: LatencyOptions) => {
      const { json = false, again = false, batch, device, home, ...size } = options;
      const { measureNetworkLatency, describeNetworkLatency } = await import('../measure-network-latency.ts');
      const question = { size, batch, device, home: resolveHome(home), again, tell: tellProgress };
      const measured = await measureNetworkLatency(network, question);
      console.log(json ? JSON.stringify(measured, null, 2) : describeNetworkLatency(measured));
    });
}

function tellProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done < total ? `\r\u001B[Kshape ${done + 1} of ${total}` : '\r\u001B[K');
}
