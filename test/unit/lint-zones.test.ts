import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const zoneRules: ReadonlySet<string> = new Set(['no-restricted-imports', 'no-restricted-syntax']);

/** The project's own configuration, only its import zones, without the slow type information. */
const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => zoneRules.has(ruleId),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

async function problemsOf(file: string, from: string): Promise<string[]> {
  const results = await eslint.lintText(`import '${from}';\nvoid import('${from}');\n`, { filePath: `${root}${file}` });
  return results.flatMap((result) => result.messages.map((message) => message.message));
}

describe('import zones', () => {
  it.each([
    ['src-shared/event.ts', '../src-main/graph/graph.ts', 'src-shared imports nothing of the others'],
    ['src-shared/event.ts', 'node:fs', 'this code also runs where there is no Node'],
    ['src-shared/event.ts', 'electron', 'only src-main/shell knows Electron'],
    ['src-renderer/main.tsx', '../src-main/host/host.ts', 'src-renderer imports only src-shared'],
    ['src-renderer/main.tsx', 'node:path', 'this code also runs where there is no Node'],
    ['src-renderer/main.tsx', 'electron/renderer', 'only src-main/shell knows Electron'],
    ['src-main/graph/graph.ts', '../backend/backend.ts', 'graph may not import backend'],
    ['src-main/graph/gradients/rule.ts', '../../host/host.ts', 'graph may not import host'],
    ['src-main/graph/graph.ts', '../../test/test-data.ts', 'src-main imports only src-main and src-shared'],
    ['src-main/data/batch.ts', '../graph/graph.ts', 'data may not import graph'],
    ['src-main/network/vgg16.ts', '../backend/backend.ts', 'network may not import backend'],
    ['src-main/weights/safetensors.ts', '../network/vgg16.ts', 'weights may not import network'],
    ['src-main/backend/backend.ts', '../sketch/align.ts', 'backend may not import sketch'],
    ['src-main/backend/backend.ts', '../host/host.ts', 'backend may not import host'],
    ['src-main/training/loop.ts', '../host/host.ts', 'training may not import host'],
    ['src-main/pruning/plan.ts', '../sketch/align.ts', 'pruning may not import sketch'],
    ['src-main/sketch/align.ts', '../host/host.ts', 'sketch may not import host'],
    ['src-main/evaluation/cost.ts', '../sketch/align.ts', 'evaluation may not import sketch'],
    ['src-main/report/table.ts', '../backend/backend.ts', 'report may not import backend'],
    ['src-main/store/store.ts', '../data/dataset.ts', 'store may not import data'],
    ['src-main/engine/main.ts', '../host/host.ts', 'engine may not import host'],
    ['src-main/engine/main.ts', '../store/home.ts', 'engine may not import store'],
    ['src-main/workbench/bench.ts', '../host/host.ts', 'workbench may not import host'],
    ['src-main/workbench/bench.ts', '../store/home.ts', 'workbench may not import store'],
    ['src-main/engine/main.ts', '../workbench/bench.ts', 'engine may not import workbench'],
    ['src-main/exports/pack-tar-gz.ts', '../workbench/bench.ts', 'exports may not import workbench'],
    ['src-main/host/host.ts', '../cli/main.ts', 'host may not import cli'],
    ['src-main/host/host.ts', '../shell/main.ts', 'host may not import shell'],
    ['src-main/host/host.ts', 'electron', 'only src-main/shell knows Electron'],
    ['src-main/cli/main.ts', '../shell/main.ts', 'cli may not import shell'],
    ['src-main/shell/main.ts', '../cli/main.ts', 'shell may not import cli'],
    ['src-main/shell/main.ts', '../graph/graph.ts', 'shell may not import graph'],
    ['src-main/pages/answer-file.ts', '../shell/main.ts', 'pages may not import shell'],
    ['src-main/pages/answer-file.ts', 'electron', 'only src-main/shell knows Electron'],
    ['src-main/serve/start-server.ts', '../shell/main.ts', 'serve may not import shell'],
  ])('%s may not import %s, neither declared nor by import()', async (file, from, expected) => {
    expect(await problemsOf(file, from)).toEqual([
      expect.stringContaining(expected),
      expect.stringContaining(expected),
    ]);
  });

  it.each([
    ['src-main/backend/backend.ts', '../graph/graph.ts'],
    ['src-main/backend/onnxruntime/matrix-products.ts', '../../sketch/matrix.ts'],
    ['src-main/sketch/align.ts', '../graph/tensor.ts'],
    ['src-main/host/create-host.ts', '../../src-shared/recipe.ts'],
    ['src-main/shell/main.ts', 'electron'],
    ['src-renderer/main.tsx', '../src-shared/event.ts'],
  ])('%s may import %s, so the zones do not simply refuse everything', async (file, from) => {
    expect(await problemsOf(file, from)).toEqual([]);
  });
});
