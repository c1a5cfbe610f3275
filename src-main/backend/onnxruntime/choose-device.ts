import * as ort from 'onnxruntime-node';
import type { Device } from '../../../src-shared/recipe.ts';
import type { OnnxRuntimeDevice } from './session.ts';

/** What `auto` means on this machine: CUDA where this build of ONNX Runtime has it, else the CPU. */
export function chooseDevice(device: Exclude<Device, 'tensorflow'>): OnnxRuntimeDevice {
  if (device !== 'auto') return device;
  return ort.listSupportedBackends().some(({ name, bundled }) => name === 'cuda' && bundled) ? 'cuda' : 'cpu';
}
