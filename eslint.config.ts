import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'data/', 'src/server/platform/tables.ts', '**/*.js', '**/*.cjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './tsconfig.web.json', './tsconfig.tests.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ['error', 10],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'named exports only' },
        { selector: 'ExportAllDeclaration', message: 'no barrels' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // a name that begins with _ says that it is not used
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      // generic parameters that appear once carry a brand or a contract here
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // what is handed on here are functions of plain objects; no class with `this` stands behind an interface
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['src/core/**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'named exports only' },
        { selector: 'ExportAllDeclaration', message: 'no barrels' },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'core has no clock: take the instant as an argument' },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'core has no clock: take the instant as an argument' },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'core has no chance: take what chance decides as an argument' },
        { selector: 'AwaitExpression', message: 'core does not wait: load first, then decide' },
      ],
    },
  },
  // the test runner takes its reporter and its global setup by their default export
  { files: ['*.config.ts', 'test/support/closing-line.ts', 'test/support/database-server.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
