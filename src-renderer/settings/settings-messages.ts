import type { Theme } from './settings.ts';
import { translations } from '../language/language.ts';

const englishThemes: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };
const chineseThemes: Readonly<Record<Theme, string>> = { system: '跟随系统', light: '浅色', dark: '深色' };

export const settingsMessages = translations(
  {
    title: 'Settings',
    appearance: 'Appearance',
    theme: 'Theme',
    themes: englishThemes,
    language: 'Language',
    storage: 'What is on the disk',
    storageText:
      'Runs, networks, checkpoints and reports lie in one folder. To use another, start Espalier with the environment variable ESPALIER_HOME, or with --home on the command line.',
    projectsUse: (size: string) => `Files of all projects: ${size}`,
    loadingUse: 'Adding up the files',
    machine: 'This computer',
    offline: 'Offline',
    offlineText:
      'Espalier computes everything on this computer. It sends nothing, has no account, and does not look for updates. The only thing it ever fetches is a public data set, when you press its download button.',
    keyboard: 'Keyboard',
    keys: [
      ['Tab, Shift + Tab', 'to the next or previous control'],
      ['Enter, Space', 'press a button, follow a link, tick a box'],
      ['← →', 'from tab to tab; move a slider'],
      ['Esc', 'close a dialog'],
      ['Alt + ←', 'back to the last screen (on a Mac: ⌘ + [)'],
    ],
    key: 'Key',
    effect: 'What it does',
    about: 'About',
    version: 'Version',
    node: 'Runs on',
    nodeVersion: (version: string) => `Node.js ${version}`,
    platform: 'System',
  },
  {
    title: '设置',
    appearance: '外观',
    theme: '主题',
    themes: chineseThemes,
    language: '语言',
    storage: '磁盘上的内容',
    storageText:
      '运行、网络、检查点和报告都保存在同一个目录中。如需使用其他目录，请通过环境变量 ESPALIER_HOME 或命令行选项 --home 启动 Espalier。',
    projectsUse: (size: string) => `所有项目的文件：${size}`,
    loadingUse: '正在统计文件',
    machine: '本机',
    offline: '离线',
    offlineText:
      'Espalier 的所有计算都在本机完成，不发送任何数据，没有账号，也不检查更新。只有在您点击下载按钮时，才会获取公开数据集。',
    keyboard: '键盘',
    keys: [
      ['Tab、Shift + Tab', '移至下一个或上一个控件'],
      ['Enter、空格', '按下按钮、打开链接、勾选'],
      ['← →', '切换标签页；移动滑块'],
      ['Esc', '关闭对话框'],
      ['Alt + ←', '返回上一界面（Mac 为 ⌘ + [）'],
    ],
    key: '按键',
    effect: '作用',
    about: '关于',
    version: '版本',
    node: '运行环境',
    nodeVersion: (version: string) => `Node.js ${version}`,
    platform: '系统',
  },
);
