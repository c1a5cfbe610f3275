import { writeFile } from 'node:fs/promises';
import { exportRoutes, type ExportRouteOutputs } from '../../../src-shared/routes/export-routes.ts';
import { hostOnlyRoutes, type HostOnlyRouteOutputs } from '../../../src-shared/routes/host-only-routes.ts';
import { fileStem } from '../exports/file-stem.ts';
import { exportReport } from '../exports/write-report.ts';
import { checked, type Handlers } from './handlers.ts';
import { finishedRun } from './run-handlers.ts';

const ENDINGS = {
  onnx: '.onnx',
  safetensors: '.safetensors',
  tfjs: '-tfjs.tar.gz',
  darknet: '-darknet.tar.gz',
} as const;

export const exportHandlers: Handlers<ExportRouteOutputs & HostOnlyRouteOutputs> = {
  'exports.network': checked(exportRoutes['exports.network'], (host, { run, variant, format }) => {
    const result = finishedRun(host, run);
    const stem = fileStem(result.name, variant);
    return host.exports.make(`${stem}${ENDINGS[format]}`, (path) =>
      host.workbench.ask('export-network', { result, variant, format, path, stem }),
    );
  }),
  'exports.report': checked(exportRoutes['exports.report'], (host, { runs, format }) =>
    exportReport(
      host.exports,
      runs.map((id) => finishedRun(host, id)),
      format,
    ),
  ),
  'exports.project': checked(exportRoutes['exports.project'], (host, { name, withoutStages }) =>
    host.exports.make(`${fileStem(name)}.espalier.tar.gz`, async (path) => {
      await host.archiveProject(name, path, { withoutStages });
      return null;
    }),
  ),
  'exports.recipe': checked(exportRoutes['exports.recipe'], (host, { recipe }) =>
    host.exports.make(`${fileStem(recipe.name)}.json`, async (path) => {
      await writeFile(path, `${JSON.stringify(recipe, null, 2)}\n`);
      return null;
    }),
  ),
  'images.read': checked(hostOnlyRoutes['images.read'], ({ images }, { token }) => ({ base64: images.read(token) })),
  'exports.locate': checked(hostOnlyRoutes['exports.locate'], (host, { token }) => host.exports.locate(token)),
};
