import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { describedSuppressions } from './tools/support/describedSuppressions.mjs';

const tests = ['**/*.test.{ts,tsx}', 'apps/api/test/**', 'apps/web/e2e/**', 'apps/web/src/testing/**', 'libs/*/src/testing/**'];
/** Files that a tool loads by their default export. */
const configs = [
  '*.config.{mjs,ts}',
  '**/*.config.{mjs,ts}',
  '.dependency-cruiser.cjs',
  'apps/web/src/testing/emptyModule.ts',
  'tools/jest/*.mjs',
];

const config = tseslint.config(
  {
    ignores: ['**/dist/', '**/node_modules/', 'data/', '**/test-results/', '**/playwright-report/', 'coverage/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    plugins: { rapport: { rules: { 'described-suppressions': describedSuppressions } } },
    rules: {
      'rapport/described-suppressions': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Control characters are looked for on purpose: in header fields and in imported text.
      'no-control-regex': 'off',
      'no-useless-assignment': 'off',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a name is the same everywhere.' },
      ],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['it', 'test', 'describe'] }] },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['apps/web/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: globals.browser },
    rules: {
      // The plugin's other rules speak to the React compiler, which is not used here.
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@tanstack/react-query', importNames: ['useMutation'], message: 'useServerMutation tells failures exactly once.' },
          ],
        },
      ],
    },
  },
  { files: ['apps/web/src/shared/api/useServerMutation.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['apps/web/public/**/*.js'], languageOptions: { globals: globals.browser, sourceType: 'script' } },
  {
    files: ['**/*.{mjs,cjs}'],
    // Functions handed to a browser page name its document.
    languageOptions: { globals: { ...globals.node, document: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  { files: tests, rules: { 'no-console': 'off' } },
  { files: configs, rules: { 'no-restricted-syntax': 'off' } },
);

/** The generated client has to be readable code; how it is written is its generator's business. */
const generated = {
  files: ['libs/sdk/src/generated/**'],
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  rules: Object.fromEntries(config.flatMap(({ rules = {} }) => Object.keys(rules)).map((rule) => [rule, 'off'])),
};

export default [...config, generated];
