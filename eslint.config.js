import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What carrying out a recipe, or a part of one beforehand, takes. */
const engineImports = [
  'graph',
  'weights',
  'network',
  'data',
  'backend',
  'evaluation',
  'training',
  'pruning',
  'sketch',
  'refit',
  'report',
];

/** Which folders of src-main each folder may import besides itself and src-shared: the arrows of ARCHITECTURE.md. */
const mayImport = {
  graph: [],
  data: [],
  weights: ['graph'],
  network: ['graph', 'weights'],
  backend: ['graph'],
  evaluation: ['graph', 'network', 'data', 'backend'],
  training: ['graph', 'network', 'data', 'backend', 'evaluation'],
  pruning: ['graph', 'network', 'data', 'backend', 'evaluation'],
  sketch: ['graph', 'network', 'data', 'backend', 'evaluation', 'pruning'],
  refit: ['graph', 'evaluation', 'pruning', 'sketch'],
  report: ['graph'],
  store: ['graph'],
  archive: ['store'],
  engine: engineImports,
  exports: ['graph', 'weights', 'network', 'data', 'backend', 'evaluation', 'engine', 'report'],
  workbench: [...engineImports, 'engine', 'exports'],
  host: ['graph', 'network', 'data', 'backend', 'report', 'store', 'archive', 'engine', 'exports', 'workbench'],
  pages: ['host'],
  serve: ['host', 'pages'],
  cli: [
    'graph',
    'weights',
    'network',
    'data',
    'backend',
    'evaluation',
    'pruning',
    'report',
    'store',
    'archive',
    'engine',
    'exports',
    'host',
    'pages',
    'serve',
  ],
  shell: ['host', 'pages'],
};
const folders = Object.keys(mayImport);

/** A backend implements the matrix products that the sketch asks for, so it may see that interface. */
const contracts = { backend: { sketch: 'matrix.ts' } };

const electron = { regex: '^electron(/|$)', message: 'only src-main/shell knows Electron' };
const node = { regex: '^node:', message: 'this code also runs where there is no Node' };

/** Imports that lead from any depth of a folder into another folder, all of it or all but one file. */
function folderPattern(folder, message, except) {
  return { regex: `^(\\.\\./)+${folder}/${except === undefined ? '' : `(?!${except}$)`}`, message };
}

/** Forbids imports, whether declared or by `import()`. One object: a later setting of a rule replaces an earlier one. */
function forbid(patterns) {
  return {
    'no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': [
      'error',
      ...patterns.map(({ regex, message }) => ({
        selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`,
        message,
      })),
    ],
  };
}

const outsideMain = ['src-renderer', 'test'].map((folder) =>
  folderPattern(folder, 'src-main imports only src-main and src-shared'),
);

const zones = [
  {
    files: ['src-shared/**'],
    rules: forbid([
      ...['src-main', 'src-renderer', 'test'].map((folder) =>
        folderPattern(folder, 'src-shared imports nothing of the others'),
      ),
      electron,
      node,
    ]),
  },
  {
    files: ['src-renderer/**'],
    rules: forbid([
      ...['src-main', 'test'].map((folder) => folderPattern(folder, 'src-renderer imports only src-shared')),
      electron,
      node,
    ]),
  },
  ...folders.map((folder) => ({
    files: [`src-main/${folder}/**`],
    rules: forbid([
      ...folders
        .filter((other) => other !== folder && !mayImport[folder].includes(other))
        .map((other) =>
          folderPattern(
            other,
            `${folder} may not import ${other}: the arrows point the other way`,
            contracts[folder]?.[other],
          ),
        ),
      ...outsideMain,
      ...(folder === 'shell' ? [] : [electron]),
    ]),
  })),
];

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'coverage/', 'test-results/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', 400],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  ...zones,
  { files: ['src-renderer/**'], ...reactHooks.configs.flat.recommended },
  { files: ['src-main/cli/**', 'test/bench/**'], rules: { 'no-console': 'off' } },
  // Vitest's `expect.any` and its like are `any` by nature.
  { files: ['test/**'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
