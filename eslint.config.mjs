import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Which package may import which: by name, never by wildcard. */
const PURE = ['type:pure'];
const LIBS = ['type:pure', 'type:lib'];
const scope = (name, ...libs) => ({
  sourceTag: `scope:${name}`,
  onlyDependOnLibsWithTags: [`scope:${name}`, ...libs.map((lib) => `scope:${lib}`)],
});
const SERVICE_LIBS = [
  'kernel',
  'contracts',
  'messaging',
  'persistence',
  'http',
  'rate-limit',
  'transparency-log',
  'i18n',
  'observability',
  'rule-book',
  'approval',
  'service',
  'testing',
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.cache/**',
      '.data/**',
      'libs/contracts/src/generated/**',
      'scripts/boundaries/fixtures/**',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unsafe-function-type': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        {
          selector: "CallExpression[callee.property.name='only'][callee.object.name=/^(it|test|describe)$/]",
          message: 'A focused test hides all others.',
        },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['libs/**/*.ts', 'services/**/*.ts', 'services/**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          enforceBuildableLibDependency: false,
          depConstraints: [
            { sourceTag: 'type:pure', onlyDependOnLibsWithTags: PURE },
            { sourceTag: 'type:lib', onlyDependOnLibsWithTags: [...LIBS, 'type:testing'] },
            { sourceTag: 'type:testing', onlyDependOnLibsWithTags: LIBS },
            { sourceTag: 'type:rehearsal', onlyDependOnLibsWithTags: PURE },
            { sourceTag: 'type:service', onlyDependOnLibsWithTags: [...LIBS, 'type:testing'] },
            {
              sourceTag: 'type:app',
              onlyDependOnLibsWithTags: [...LIBS, 'type:testing', 'type:service', 'type:rehearsal'],
            },
            ...[
              'identity',
              'competition',
              'nominations',
              'voting',
              'evaluation',
              'promotion',
              'notifications',
              'web',
            ].map((name) => scope(name, ...SERVICE_LIBS)),
          ],
        },
      ],
    },
  },
  {
    // Configuration is read in one place of a process.
    files: ['services/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: [
      '**/config.ts',
      '**/main.ts',
      '**/admin.ts',
      '**/arguments.ts',
      '**/run-service.ts',
      '**/*.spec.ts',
      'libs/testing/**',
      'libs/embedded/**',
      'libs/rehearsal/**',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' },
      ],
    },
  },
  {
    // The core is pure: no clock, no chance, no environment, no framework.
    files: [
      'services/*/src/domain/**/*.ts',
      'libs/rule-book/src/**/*.ts',
      'libs/transparency-log/src/**/*.ts',
      'libs/kernel/src/result.ts',
    ],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument.' },
        { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' },
        { object: 'Math', property: 'random', message: 'Chance is an argument.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@nestjs/*', 'typeorm', 'pg', 'kafkajs', 'redis', 'bullmq', 'fastify'],
              message: 'The core knows no framework.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [
      '**/*.mjs',
      '**/*.spec.ts',
      '**/*.spec.tsx',
      'scripts/**',
      'jest.config.mjs',
      'eslint.config.mjs',
      '.dependency-cruiser.mjs',
    ],
    rules: { 'no-console': 'off', 'no-restricted-syntax': 'off' },
  },
);
