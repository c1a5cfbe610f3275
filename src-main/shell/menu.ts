import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { PageCommand } from './page-line.ts';
import type { ShellTexts } from './texts.ts';

/** The menu bar: only what works without the network. */
export function setMenu(texts: ShellTexts, command: (command: PageCommand) => void): void {
  const item = (label: string, accelerator: string, does: PageCommand): MenuItemConstructorOptions => ({
    id: does,
    label,
    accelerator,
    click: () => command(does),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: texts.file,
      submenu: [
        item(texts.newCompression, 'CmdOrCtrl+N', 'new'),
        item(texts.openRecipe, 'CmdOrCtrl+O', 'open-recipe'),
        item(texts.openArchive, 'CmdOrCtrl+Shift+O', 'open-archive'),
        { type: 'separator' },
        item(texts.settings, 'CmdOrCtrl+,', 'settings'),
        { type: 'separator' },
        { role: 'close', label: texts.close },
        { role: 'quit', label: texts.quit },
      ],
    },
    { label: texts.edit, submenu: editItems(texts) },
    {
      label: texts.view,
      submenu: [item(texts.home, 'CmdOrCtrl+Shift+H', 'home'), { type: 'separator' }, ...viewItems(texts)],
    },
    {
      role: 'windowMenu',
      label: texts.window,
      submenu: [
        { role: 'minimize', label: texts.minimise },
        { role: 'togglefullscreen', label: texts.fullScreen },
      ],
    },
    { role: 'help', label: texts.help, submenu: [{ role: 'about', label: texts.about }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function editItems(texts: ShellTexts): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: texts.undo },
    { role: 'redo', label: texts.redo },
    { type: 'separator' },
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'selectAll', label: texts.selectAll },
  ];
}

function viewItems(texts: ShellTexts): MenuItemConstructorOptions[] {
  return [
    { role: 'reload', label: texts.reload },
    { role: 'resetZoom', label: texts.actualSize },
    { role: 'zoomIn', label: texts.zoomIn },
    { role: 'zoomOut', label: texts.zoomOut },
    { type: 'separator' },
    { role: 'toggleDevTools', label: texts.developerTools },
  ];
}
