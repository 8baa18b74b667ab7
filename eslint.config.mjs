// The rules of the code: TypeScript's with types, and React's with those of the React Compiler.
import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig([
  globalIgnores([
    'dist/**',
    '.dist-*/**',
    'platforms/*/{.cache,node_modules}/**',
    'storybook-static/**',
    'docs-static/**',
    'coverage/**',
    'bench/.out/**',
    '__tests__/codemod/fixtures/**',
    // As they came.
    '__tests__/tasks/*/first/**',
    // Compiled and run where their runners are installed.
    'docs/code/testing/*.{test.tsx,spec.ts}',
    // What the guides move from, as people write it.
    'docs/code/migration*/*Before.tsx',
    'scripts/build-globals.d.ts',
  ]),
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    // These folders have no React; what is called use… there is no hook.
    ignores: [
      '__tests__/{server,browser,storybook,build,support,core,policies,formats,model,platforms/{bundlers,runners,runtimes}}/**',
      // Its components are in docs/code.
      '__tests__/docs/**',
    ],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Objects are closures here: no method of theirs asks for `this`, so all of them may be handed around.
      '@typescript-eslint/unbound-method': 'off',
      // As the compiler has it: what is called _ is there for its place.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // In what is shipped, a rule holds without exceptions.
    files: ['src/**'],
    linterOptions: { noInlineConfig: true },
  },
  {
    // In the tests of types, values are there to have one.
    files: ['__tests__/types/**'],
    rules: { '@typescript-eslint/no-unused-vars': 'off' },
  },
  {
    // Examples resolve the package where they are installed, which is not here; they are compiled there.
    files: ['**/*.mjs', 'examples/**'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  {
    // Metro, Babel and Jest read CommonJS.
    files: ['examples/native/*.config.js', 'examples/native/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', exports: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
])
