import { translations } from '../language/language.ts';

export const frameMessages = translations(
  {
    skip: 'Skip to the content',
    projects: 'Projects',
    create: 'New compression',
    settings: 'Settings',
    main: 'Main',
    offline: 'Offline: nothing leaves this computer',
    running: (name: string) => `Running: ${name}`,
    held: 'Queue held',
    waiting: (count: number) => `, ${count} waiting`,
    connecting: 'Connecting to Espalier',
    disconnected: 'The connection to Espalier is lost',
    disconnectedText:
      'The program that this page belongs to has ended or can’t be reached. Runs it was carrying out can be resumed when it is started again.',
    reload: 'Connect again',
  },
  {
    skip: '跳到正文',
    projects: '项目',
    create: '新建压缩',
    settings: '设置',
    main: '主导航',
    offline: '离线运行：数据不会离开本机',
    running: (name: string) => `运行中：${name}`,
    held: '队列已暂缓',
    waiting: (count: number) => `，${count} 个等待中`,
    connecting: '正在连接 Espalier',
    disconnected: '与 Espalier 的连接已断开',
    disconnectedText: '此页面所属的程序已结束或无法访问。程序重新启动后，可以继续其中断的运行。',
    reload: '重新连接',
  },
);
