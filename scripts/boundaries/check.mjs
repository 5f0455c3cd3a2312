#!/usr/bin/env node
/** Proves that each boundary rule still catches the code it exists for. A rule that catches nothing fails here. */
import { cruise } from 'dependency-cruiser';
import { ESLint } from 'eslint';
import config from '../../.dependency-cruiser.mjs';

const tree = new URL('./fixtures/tree', import.meta.url).pathname;
let failed = 0;
const report = (name, caught) => {
  console.log(`${caught ? 'ok  ' : 'FAIL'} ${name}`);
  if (!caught) failed += 1;
};

const { output } = await cruise(['services', 'libs'], {
  baseDir: tree,
  ruleSet: { forbidden: config.forbidden },
  validate: true,
  exclude: { path: '/dist/' },
  doNotFollow: { path: 'node_modules' },
});
const violated = new Set(output.summary.violations.map((violation) => violation.rule.name));
for (const rule of config.forbidden) report(`layer rule ${rule.name}`, violated.has(rule.name));

const importing = (name) => `import * as broken from '@wsis/${name}';\nexport const used = broken;\n`;
const boundary = (folder, imported) => [
  '@nx/enforce-module-boundaries',
  `${folder}/src/boundary.ts`,
  importing(imported),
];
const services = [
  'identity',
  'competition',
  'nominations',
  'voting',
  'evaluation',
  'promotion',
  'notifications',
  'web',
];

/** Texts that must be refused as if they stood in the file named beside them. */
const texts = [
  boundary('libs/rule-book', 'http'),
  boundary('libs/http', 'voting'),
  boundary('libs/testing', 'voting'),
  boundary('libs/rehearsal', 'http'),
  // A service sees no other service, and of the libraries only those that its scope names.
  ...services.map((name) => boundary(`services/${name}`, name === 'identity' ? 'voting' : 'identity')),
  ...services.map((name) => boundary(`services/${name}`, 'embedded')),
  ['no-restricted-properties', 'services/voting/src/domain/clock.ts', 'export const now = () => Date.now();\n'],
  [
    'no-restricted-imports',
    'services/voting/src/domain/framework.ts',
    "import { Injectable } from '@nestjs/common';\nexport const broken = Injectable;\n",
  ],
  [
    'no-restricted-properties',
    'services/voting/src/application/environment.ts',
    "export const url = process.env['DATABASE_URL'];\n",
  ],
  [
    'no-restricted-syntax',
    'services/voting/src/application/focused.ts',
    "export const focused = () => it.only('hides all others', () => undefined);\n",
  ],
  ['no-console', 'services/voting/src/application/noise.ts', "console.log('noise');\n"],
];
const eslint = new ESLint();
for (const [rule, filePath, text] of texts) {
  const [result] = await eslint.lintText(text, { filePath });
  report(
    `lint rule ${rule} in ${filePath}`,
    result.messages.some((message) => message.ruleId === rule),
  );
}
process.exit(failed === 0 ? 0 : 1);
