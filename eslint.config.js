import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Which folders of src-main each folder may import besides itself and src-shared: the arrows of ARCHITECTURE.md. */
const mayImport = {
  graph: [],
  data: [],
  network: ['graph'],
  backend: ['graph'],
  evaluation: ['graph', 'network', 'data', 'backend'],
  training: ['graph', 'network', 'data', 'backend', 'evaluation'],
  pruning: ['graph', 'network', 'data', 'backend', 'evaluation'],
  sketch: ['graph', 'network', 'data', 'backend', 'evaluation', 'pruning'],
  report: ['graph'],
  store: ['graph'],
  engine: ['graph', 'network', 'data', 'backend', 'evaluation', 'training', 'pruning', 'sketch', 'report'],
  host: ['graph', 'network', 'data', 'backend', 'report', 'store', 'engine'],
  cli: ['graph', 'network', 'data', 'backend', 'evaluation', 'pruning', 'report', 'store', 'engine', 'host'],
  shell: ['host'],
};
const folders = Object.keys(mayImport);

/** A backend implements the matrix products that the sketch asks for, so it may see that interface. */
const contracts = { backend: { sketch: ['./matrix.ts'] } };

const zones = [
  {
    target: './src-shared',
    from: ['./src-main', './src-renderer', './test'],
    message: 'src-shared imports nothing of the others',
  },
  { target: './src-renderer', from: ['./src-main', './test'], message: 'src-renderer imports only src-shared' },
  {
    target: './src-main',
    from: ['./src-renderer', './test'],
    message: 'src-main imports only src-main and src-shared',
  },
  ...folders.flatMap((folder) =>
    folders
      .filter((other) => other !== folder && !mayImport[folder].includes(other))
      .map((other) => ({
        target: `./src-main/${folder}`,
        from: `./src-main/${other}`,
        except: contracts[folder]?.[other] ?? [],
        message: `${folder} may not import ${other}: the arrows point the other way`,
      })),
  ),
];

const electron = { regex: '^electron(/|$)', message: 'only src-main/shell knows Electron' };
const node = { regex: '^node:', message: 'this code also runs where there is no Node' };

/** One options object: a later `no-restricted-imports` replaces an earlier one, it does not add to it. */
function restrictPackages(...patterns) {
  return { 'no-restricted-imports': ['error', { patterns }] };
}

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'coverage/', 'test-results/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'max-lines': ['error', 400],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src-main/**'], ignores: ['src-main/shell/**'], rules: restrictPackages(electron) },
  { files: ['src-shared/**', 'src-renderer/**'], rules: restrictPackages(electron, node) },
  { files: ['src-renderer/**'], ...reactHooks.configs.flat.recommended },
  { files: ['src-main/cli/**', 'test/bench/**'], rules: { 'no-console': 'off' } },
  // Vitest's `expect.any` and its like are `any` by nature.
  { files: ['test/**'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
