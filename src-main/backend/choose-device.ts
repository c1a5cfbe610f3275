import * as ort from 'onnxruntime-node';
import { fastestDevice, type DeviceReport } from '../../src-shared/device-report.ts';
import type { Device } from '../../src-shared/recipe.ts';
import { readDeviceSpeeds } from './device-speeds.ts';

/**
 * What `auto` means on this machine: the device that was measured to be the fastest, else CUDA where this build of ONNX Runtime has it,
 * else the CPU.
 */
export function chooseDevice(device: Device): DeviceReport['device'] {
  if (device !== 'auto') return device;
  const hasCuda = ort.listSupportedBackends().some(({ name, bundled }) => name === 'cuda' && bundled);
  return fastestDevice(readDeviceSpeeds() ?? []) ?? (hasCuda ? 'cuda' : 'cpu');
}
