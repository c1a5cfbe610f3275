import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingForWindow } from './electron-app.ts';
import { chooseGenerated, exportOnnx, openReport, readOutcome, startCompression } from './journey.ts';
import { answerDialog } from './native-dialogs.ts';
import { useWindow } from './window-fixture.ts';

const missing = missingForWindow();
const data = process.env['ESPALIER_TEST_DATA'];

describe.skipIf(missing !== undefined)(
  `a new user in the window${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    const fixture = useWindow();

    const ways = [
      { name: 'the generated images', folder: undefined },
      ...(data === undefined ? [] : [{ name: 'CIFAR-10', folder: join(data, 'cifar-10-batches-bin') }]),
    ];
    it.each(ways)(
      'compresses VGG16 on $name, compares it with its control and takes the files away',
      async ({ folder }) => {
        const home = fixture.newHome();
        const { app, page } = await fixture.launch(home);
        await startCompression(page, {
          trainingEpochs: 1,
          chooseDataset: async () => {
            if (folder === undefined) {
              await chooseGenerated(page);
              return;
            }
            await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [folder] });
            await page.getByRole('radio', { name: 'CIFAR-10', exact: true }).check();
            await page.getByRole('button', { name: 'Choose a folder…' }).click();
            await page.getByLabel('Training images, at most').fill('400');
            await page.getByLabel('Test images, at most').fill('200');
          },
        });
        await readOutcome(page);
        const onnx = join(home, 'smaller.onnx');
        await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: onnx });
        await exportOnnx(page, async (click) => {
          await click();
          await page.getByText(`Saved: ${onnx}`).waitFor();
          return onnx;
        });
        await openReport(page);
        const pdf = join(home, 'report.pdf');
        await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: pdf });
        await page.getByRole('button', { name: /PDF/ }).click();
        await page.getByText(new RegExp(`Saved: ${pdf}`)).waitFor();
        expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
        await app.close();
      },
    );
  },
);
