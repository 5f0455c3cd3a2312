/** Layers inside a service, and the two libraries whose types stay behind their adapter. */
const service = '^services/([^/]+)/src';

export default {
  forbidden: [
    {
      name: 'domain-imports-nothing-outside',
      comment: 'The domain knows itself, the kernel and pure libraries.',
      severity: 'error',
      from: { path: `${service}/domain/`, pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: [
          '^services/$1/src/domain/',
          '^libs/(kernel|rule-book|transparency-log)/',
          '^(node:)?(crypto|buffer|url)$',
        ],
      },
    },
    {
      name: 'application-knows-no-adapter',
      comment: 'Use cases see the domain and their own ports.',
      severity: 'error',
      from: { path: `${service}/application/`, pathNot: '\\.(spec|fake|contract)\\.ts$' },
      to: { path: '^services/$1/src/adapters/' },
    },
    {
      name: 'application-speaks-no-http',
      severity: 'error',
      from: { path: `${service}/application/`, pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs/http/|node_modules/(fastify|@nestjs/swagger|@nestjs/microservices)/)' },
    },
    {
      name: 'adapters-do-not-import-each-other',
      comment: 'Only the composition root sees two adapters.',
      severity: 'error',
      from: { path: `${service}/adapters/([^/]+)/`, pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^services/$1/src/adapters/', pathNot: '^services/$1/src/adapters/$2/' },
    },
    {
      name: 'services-never-import-services',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/platform/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'kafka-types-stay-inside',
      comment: 'kafkajs is behind the messaging library.',
      severity: 'error',
      from: { pathNot: '^libs/messaging/|^scripts/|\\.spec\\.ts$' },
      to: { path: 'node_modules/kafkajs|^kafkajs$' },
    },
    {
      name: 'typeorm-stays-inside',
      comment: 'Stores speak SQL through Tx; the pool and its transactions are the persistence library’s.',
      severity: 'error',
      from: { pathNot: '^libs/persistence/|\\.spec\\.ts$' },
      to: { path: 'node_modules/typeorm|^typeorm$' },
    },
    {
      name: 'no-testing-code-in-the-product',
      severity: 'error',
      from: { path: '^(libs|services)/', pathNot: '\\.(spec|contract|fake)\\.tsx?$|^libs/testing/|/test/' },
      to: { path: '^libs/testing/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|\\.cache/|/generated/)' },
    tsPreCompilationDeps: false,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
