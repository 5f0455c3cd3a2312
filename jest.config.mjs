/** Three projects: unit (no I/O), int (real parts), e2e (HTTP and browser only). */
const project = (displayName, testMatch, testPathIgnorePatterns = []) => ({
  displayName,
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/libs', '<rootDir>/services', '<rootDir>/scripts'],
  testEnvironment: 'node',
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...testPathIgnorePatterns],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^@wsis/(kernel|persistence|messaging|contracts|service|http|approval|rule-book|transparency-log|rate-limit|i18n|observability|embedded|testing|rehearsal)$':
      '<rootDir>/libs/$1/src/index.ts',
    '^@wsis/testing/full-house$': '<rootDir>/libs/testing/src/full-house.ts',
    '^@wsis/(identity|competition|nominations|voting|evaluation|promotion|notifications|web|platform)$':
      '<rootDir>/services/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            react: { runtime: 'automatic', importSource: 'preact' },
          },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
});

export default {
  testTimeout: 60_000,
  testSequencer: '<rootDir>/scripts/commands/longest-first.mjs',
  projects: [
    project('unit', ['**/*.spec.ts', '**/*.spec.tsx'], ['\\.int\\.spec\\.', '\\.e2e\\.spec\\.']),
    project('int', ['**/*.int.spec.ts']),
    project('e2e', ['**/*.e2e.spec.ts']),
  ],
};
