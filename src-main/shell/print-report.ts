import { BrowserWindow } from 'electron';
import { REPORT_ORIGIN } from '../pages/content-security-policy.ts';
import { PAGE_PREFERENCES } from './window-options.ts';

const FOOTER = `<div style="width: 100%; font: 8px sans-serif; text-align: center; color: #666">
  <span class="pageNumber"></span> / <span class="totalPages"></span>
</div>`;

/** The report of runs as a PDF of A4 pages, printed from the very page that the window shows, in a window without scripts that nobody sees. */
export async function printReport(runs: readonly string[]): Promise<Uint8Array> {
  const window = new BrowserWindow({ show: false, webPreferences: { ...PAGE_PREFERENCES, javascript: false } });
  try {
    await window.loadURL(`${REPORT_ORIGIN}/${runs.map(encodeURIComponent).join(',')}`);
    return await window.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: FOOTER,
      margins: { top: 0.6, bottom: 0.7, left: 0.5, right: 0.5 },
    });
  } finally {
    window.destroy();
  }
}
