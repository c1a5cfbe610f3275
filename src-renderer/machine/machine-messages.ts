import type { DeviceReport } from '../../src-shared/device-report.ts';
import { translations } from '../language/language.ts';

const english: Readonly<Record<DeviceReport['device'], string>> = {
  cpu: 'Processor (CPU)',
  webgpu: 'Graphics processor (WebGPU)',
  cuda: 'NVIDIA graphics processor (CUDA)',
  tensorflow: 'TensorFlow',
};

const chinese: Readonly<Record<DeviceReport['device'], string>> = {
  cpu: '处理器 (CPU)',
  webgpu: '图形处理器 (WebGPU)',
  cuda: 'NVIDIA 图形处理器 (CUDA)',
  tensorflow: 'TensorFlow',
};

export const machineMessages = translations(
  {
    loading: 'Looking at this computer',
    processor: 'Processor',
    threads: (count: number) => (count === 1 ? '1 thread' : `${count} threads`),
    memory: 'Memory',
    free: (free: string, total: string) => `${free} free of ${total}`,
    disk: 'Disk',
    diskFree: (free: string) => `${free} free`,
    home: 'Folder of the runs',
    devices: english,
    deviceTitle: 'Devices for computing',
    probe: 'Check the devices',
    probeAgain: 'Check again',
    probeText: 'Tries what this computer can compute on, and times it where there is a choice. Takes a few seconds.',
    probing: 'Trying the devices',
    step: (time: string) => `${time} a training step of a small VGG16`,
    fastest: 'the fastest: “automatic” takes it',
    usable: 'Usable',
    unusable: 'Not usable',
  },
  {
    loading: '正在读取本机信息',
    processor: '处理器',
    threads: (count: number) => `${count} 个线程`,
    memory: '内存',
    free: (free: string, total: string) => `可用 ${free}，共 ${total}`,
    disk: '磁盘',
    diskFree: (free: string) => `可用 ${free}`,
    home: '运行目录',
    devices: chinese,
    deviceTitle: '计算设备',
    probe: '检测设备',
    probeAgain: '重新检测',
    probeText: '逐一尝试本机可用于计算的设备，有多个可用时测量其速度，需要几秒钟。',
    probing: '正在检测设备',
    step: (time: string) => `小型 VGG16 每训练步 ${time}`,
    fastest: '最快，“自动”即用此设备',
    usable: '可用',
    unusable: '不可用',
  },
);
