import { dialog, type BrowserWindow, type FileFilter, type OpenDialogOptions } from 'electron';
import type { z } from 'zod';
import type { frontRoutes } from '../../src-shared/routes/front-routes.ts';
import type { ShellTexts } from './texts.ts';

type Choice = z.output<(typeof frontRoutes)['shell.choose']>['what'];

/** The file dialog's answer; undefined where the user changed their mind. */
export async function choosePath(window: BrowserWindow, what: Choice, texts: ShellTexts): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, dialogOf(what, texts));
  return filePaths[0];
}

function dialogOf(what: Choice, texts: ShellTexts): OpenDialogOptions {
  const files = (name: string, ...extensions: string[]): OpenDialogOptions => ({
    properties: ['openFile'],
    filters: [{ name, extensions }, everything(texts)],
  });
  switch (what) {
    case 'dataset-folder':
      return { properties: ['openDirectory'] };
    case 'dataset-archive':
      return files(texts.archives, 'tar.gz', 'tgz', 'gz');
    case 'annotations':
      return files(texts.annotations, 'json');
    case 'class-names':
      return files(texts.classNames, 'txt', 'names');
    case 'weights':
      return files(texts.weightFiles, 'onnx', 'safetensors', 'pth', 'pt', 'bin', 'cfg', 'weights', '74');
    case 'project-archive':
      return files(texts.projects, 'tar.gz', 'tgz', 'gz', 'tar');
    case 'recipe':
      return files(texts.recipes, 'json', 'html', 'md');
  }
}

function everything({ allFiles }: ShellTexts): FileFilter {
  return { name: allFiles, extensions: ['*'] };
}
