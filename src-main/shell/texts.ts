/** What the menus and dialogs of the shell say; the page has its own texts. */
export interface ShellTexts {
  readonly file: string;
  readonly newCompression: string;
  readonly openRecipe: string;
  readonly openArchive: string;
  readonly settings: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly home: string;
  readonly reload: string;
  readonly actualSize: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly developerTools: string;
  readonly window: string;
  readonly minimise: string;
  readonly close: string;
  readonly help: string;
  readonly about: string;
  readonly stillRunning: string;
  readonly stillRunningDetail: string;
  readonly stopAndQuit: string;
  readonly keepRunning: string;
  readonly cancel: string;
  readonly recipes: string;
  readonly archives: string;
  readonly annotations: string;
  readonly classNames: string;
  readonly weightFiles: string;
  readonly projects: string;
  readonly allFiles: string;
}

export type Language = 'en' | 'zh-CN';

const english: ShellTexts = {
  file: '&File',
  newCompression: 'New Compression…',
  openRecipe: 'Open Recipe…',
  openArchive: 'Open Project Archive…',
  settings: 'Settings',
  quit: 'Quit',
  edit: '&Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  view: '&View',
  home: 'Home',
  reload: 'Reload',
  actualSize: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  fullScreen: 'Full Screen',
  developerTools: 'Developer Tools',
  window: '&Window',
  minimise: 'Minimise',
  close: 'Close',
  help: '&Help',
  about: 'About Espalier',
  stillRunning: 'A run is still going on.',
  stillRunningDetail:
    'Stopped, it goes on from its last checkpoint when you resume it. In the background it goes on without a window, and Espalier ends when the queue is done; start Espalier again to see it.',
  stopAndQuit: 'Stop and Quit',
  keepRunning: 'Keep Running in the Background',
  cancel: 'Cancel',
  recipes: 'Recipes',
  archives: 'Archives',
  annotations: 'Annotations',
  classNames: 'Class names',
  weightFiles: 'Networks and weights',
  projects: 'Projects of Espalier',
  allFiles: 'All files',
};

const chinese: ShellTexts = {
  file: '文件(&F)',
  newCompression: '新建压缩…',
  openRecipe: '打开配方…',
  openArchive: '打开项目归档…',
  settings: '设置',
  quit: '退出',
  edit: '编辑(&E)',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图(&V)',
  home: '主页',
  reload: '重新载入',
  actualSize: '实际大小',
  zoomIn: '放大',
  zoomOut: '缩小',
  fullScreen: '全屏',
  developerTools: '开发者工具',
  window: '窗口(&W)',
  minimise: '最小化',
  close: '关闭',
  help: '帮助(&H)',
  about: '关于 Espalier',
  stillRunning: '仍有任务在运行。',
  stillRunningDetail:
    '停止后，任务可以从最近的检查点继续。在后台运行时没有窗口，队列完成后 Espalier 自动退出；再次启动 Espalier 即可查看。',
  stopAndQuit: '停止并退出',
  keepRunning: '在后台继续运行',
  cancel: '取消',
  recipes: '配方',
  archives: '压缩包',
  annotations: '标注文件',
  classNames: '类别名称',
  weightFiles: '网络与权重',
  projects: 'Espalier 项目',
  allFiles: '所有文件',
};

export function shellTexts(language: Language): ShellTexts {
  switch (language) {
    case 'en':
      return english;
    case 'zh-CN':
      return chinese;
  }
}

/** The language of a system's locale, such as `zh-Hans-CN`. */
export function languageOf(locale: string): Language {
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}
