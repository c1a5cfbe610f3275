import type { ErrorCode } from '../../src-shared/errors.ts';
import { translations } from '../language/language.ts';

const english: Readonly<Record<ErrorCode, string>> = {
  'bad-usage': 'That can’t be done',
  'bad-recipe': 'The settings don’t fit together',
  'bad-dataset': 'The data set can’t be used',
  'bad-network': 'The network can’t be used',
  'bad-home': 'The folder of the runs can’t be used',
  'bad-archive': 'The archive can’t be used',
  'not-found': 'It isn’t there',
  busy: 'Something else is using it',
  'device-unavailable': 'The device can’t be used',
  'storage-failed': 'The disk can’t be written',
  'download-failed': 'The download failed',
  diverged: 'The training diverged',
  interrupted: 'It was interrupted',
  'computation-failed': 'The computation failed',
  'engine-crashed': 'The engine ended unexpectedly',
  internal: 'Something went wrong inside Espalier',
};

const chinese: Readonly<Record<ErrorCode, string>> = {
  'bad-usage': '无法执行此操作',
  'bad-recipe': '设置之间不一致',
  'bad-dataset': '数据集无法使用',
  'bad-network': '网络无法使用',
  'bad-home': '运行目录无法使用',
  'bad-archive': '归档文件无法使用',
  'not-found': '找不到所需内容',
  busy: '正被其他操作占用',
  'device-unavailable': '设备不可用',
  'storage-failed': '磁盘无法写入',
  'download-failed': '下载失败',
  diverged: '训练发散',
  interrupted: '运行被中断',
  'computation-failed': '计算失败',
  'engine-crashed': '引擎进程意外终止',
  internal: 'Espalier 内部出错',
};

export const errorMessages = translations({ kinds: english, retry: 'Try again' }, { kinds: chinese, retry: '重试' });
