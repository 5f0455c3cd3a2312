import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { AREAS, catalogueFile, manifest } from './catalogue.js';
import { hashOf } from './coverage.js';
import { catalogueFaults, type CatalogueFault } from './catalogue-faults.fixture.js';
import { localeOf } from './locale.js';
import { OTHER_NAMES } from './problem-texts.js';

const root = new URL('../../..', import.meta.url).pathname;

const catalogues = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    Object.assign({}, ...AREAS.map((area) => JSON.parse(catalogueFile(language, area)) as object)) as Record<
      string,
      string
    >,
  ]),
) as Record<Language, Record<string, string>>;

/** Words that are the same in English and another language, and are meant to be. */
const SAME_AS_ENGLISH = new Set<string>(
  JSON.parse(readFileSync(new URL('./same-as-english.json', import.meta.url), 'utf8')),
);

/** Keys that code puts together while running, and where. */
const PUT_TOGETHER: Readonly<Record<string, string>> = {
  'problem.': 'libs/i18n/src/problem-texts.ts, from the code of the problem',
  'rule.': 'libs/i18n/src/problem-texts.ts, from the name of the rule',
  'mail.': 'libs/i18n/src/mail.ts, from the kind of mail',
  'category.': 'from the code of the category',
  'action-line.': 'from the code of the action line',
  'sdg.': 'from the number of the goal',
  'stakeholder.': 'from the stakeholder type',
  'region.': 'from the code of the region',
  'approval.': 'libs/approval, from the kind of approval',
  'phase.': 'from the name of the phase',
  'role.': 'from the name of the role',
  'certificate.': 'services/promotion, from the honour',
  'term.': 'the glossary',
  'web.home.step.': 'services/web/src/pages/contest/home.tsx, from the name of the phase',
  'web.role-step.': 'services/web/src/pages/contest/role-steps.tsx, from the name of the role',
  'web.languages.area.': 'services/web/src/pages/languages/languages-pages.tsx',
  'web.phase-state.': 'services/web/src/pages/contest/edition.tsx',
  'web.vote-state.': 'services/web/src/pages/contest/health.tsx',
  'web.mail-kind.': 'services/web/src/pages/my-data/my-data-page.tsx, from the kind of the mail',
  'web.mail-state.': 'services/web/src/pages/my-data/my-data-page.tsx, from the state of the mail',
  'web.report.reason.': 'services/web/src/pages/nominees/report-page.tsx, from the reason',
  'web.article.': 'services/web/src/pages/rules/rule-sentence.ts, from the path of the rule',
  'web.article-value.': 'services/web/src/pages/rules/rule-sentence.ts',
  'web.article-group.': 'services/web/src/pages/rules/rules-page.tsx',
  'web.said.': 'services/web/src/pages/layout.tsx, from what a controller has done',
  'web.rule.': 'services/web/src/pages/editions/rule-form.tsx, from the path of the rule',
  'web.rule-value.': 'services/web/src/pages/editions/rule-form.tsx, from the value of the rule',
  'web.rules-desk.': 'services/web/src/pages/editions/rules-pages.tsx, from the part of the rules',
  'web.calendar-desk.': 'services/web/src/pages/editions/calendar-pages.tsx, from the phase and what is done to it',
  'web.outcome.': 'services/web/src/pages/outcome/outcome-page.tsx, from the step or the decision',
  'web.gate.': 'services/web/src/adapters/http/language-gate.controller.tsx, the fields of the form',
  'web.translations.fault.': 'services/web/src/pages/translations/file-page.tsx, from what is wrong with a file',
  'web.preview.': 'services/web/src/pages/outcome/proposal-pages.tsx, from the kind of the release',
  'web.withdrawal.effect.': 'services/web/src/pages/editions/nominee-desk-pages.tsx, from how far the vote is',
  'web.translations.outcome.': 'services/web/src/pages/translations/entries-page.tsx, from what became of a draft',
  'web.approval-kind.': 'services/web/src/pages/approvals/approvals-page.tsx, from the kind of the proposal',
  'web.approval-state.': 'services/web/src/pages/approvals/approvals-page.tsx',
  'web.release.': 'services/web/src/pages/approvals/effect-words.ts, from the kind of the release',
  'web.screening.outcome.': 'services/web/src/pages/screening/screening-words.tsx, from the outcome',
  'web.submission.state.': 'services/web/src/pages/submissions/submission-words.tsx',
  'web.find.group.': 'services/web/src/pages/find/find-page.tsx, from the kind of what was found',
  'web.submission.next.': 'services/web/src/pages/submissions/submission-page.tsx, from the state',
  'web.submission.step.': 'services/web/src/pages/submissions/submission-page.tsx, from what was done',
  'web.submission.part.': 'services/web/src/pages/submissions/, from the group of fields',
  'web.support.ballot.': 'services/web/src/pages/people/support-page.tsx, from the state of the ballot',
  'web.support.bounce.': 'services/web/src/pages/people/support-page.tsx, from why a mail came back',
  'web.audit.action.': 'services/web/src/pages/audit/audit-page.tsx, from the kind of the deed',
  'web.auditor.decision.': 'services/web/src/pages/audit/ledger-pages.tsx, from the decision',
  'web.deed.': 'services/web/src/domain/deeds.ts, from the action on record',
  'web.health.row.': 'services/web/src/pages/contest/health.tsx',
  'web.service.': 'services/web/src/pages/watch/, from the name of the service',
  'web.switch.': 'services/web/src/pages/watch/, from the name of the switch',
  'web.rehearsals.': 'services/web/src/pages/rehearsals/, from the state, the act and the rules',
  'web.readiness.': 'services/web/src/pages/readiness/, from the condition, its state and who can mend it',
  'web.watch.sweep.': 'services/web/src/pages/watch/jobs-pages.tsx, from the name of the sweep',
  'web.watch.job.': 'services/web/src/pages/watch/jobs-pages.tsx, from the kind of the job',
  'web.watch.jobs.': 'services/web/src/pages/watch/jobs-pages.tsx, from the state of the job and what may be done',
  'web.certificates.': 'services/web/src/pages/outcome/certificates-page.tsx, from the honour',
  'web.watch.state.': 'services/web/src/pages/watch/watch-page.tsx',
  'web.watch.mails.': 'services/web/src/pages/watch/mail-figures-view.tsx, from what became of a mail',
};

function sources(): string {
  const texts: string[] = [];
  for (const top of ['libs', 'services', 'scripts']) {
    for (const entry of readdirSync(join(root, top), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || !/\.(ts|tsx|mjs)$/.test(entry.name) || /\/(dist|node_modules)\//.test(path)) continue;
      if (path.endsWith('i18n/src/keys.ts') || /\.spec\.tsx?$/.test(path)) continue;
      texts.push(readFileSync(path, 'utf8'));
    }
  }
  return texts.join('\n');
}

const describeFaults = (faults: readonly CatalogueFault[]) =>
  faults.map((fault) => `${fault.language} ${fault.key}: ${fault.what}`);

describe('The catalogues', () => {
  it('say everything in six languages, with the same parameters, in sound ICU syntax', () => {
    expect(describeFaults(catalogueFaults(catalogues, SAME_AS_ENGLISH))).toEqual([]);
  });

  it('hold no message that nothing uses', () => {
    const text = sources();
    const unused = Object.keys(catalogues.en).filter(
      (key) => !Object.keys(PUT_TOGETHER).some((prefix) => key.startsWith(prefix)) && !text.includes(`'${key}'`),
    );
    expect(unused).toEqual([]);
  });

  it('have a title and a detail for every problem code that a service declares', () => {
    const declared = [...sources().matchAll(/^\s*'([A-Z]{3,}\.[A-Z_]{3,})':\s*[1-5]\d\d\b/gm)].map((match) => match[1]);
    expect(declared.length).toBeGreaterThan(10);
    const missing = [...new Set(declared)]
      .flatMap((code) => [`problem.${code}.title`, `problem.${code}.detail`])
      .filter((key) => !(key in catalogues.en));
    expect(missing).toEqual([]);
  });

  it('hold no words for a problem or a rule that no source names', () => {
    const text = sources();
    const named = (word: string) => text.includes(`'${word}'`);
    const codes = Object.keys(catalogues.en).flatMap((key) => /^problem\.(.+)\.title$/.exec(key)?.[1] ?? []);
    expect(codes.filter((code) => !named(code))).toEqual([]);
    const rules = Object.keys(catalogues.en).flatMap((key) => /^rule\.(.+)$/.exec(key)?.[1] ?? []);
    const aliased = new Set(Object.values(OTHER_NAMES));
    expect(rules.filter((rule) => !named(rule) && !aliased.has(rule))).toEqual([]);
  });

  it('have a text for every field rule that is broken by name', () => {
    const named = [...sources().matchAll(/\bfield\b[^;\n]*\brule: '([a-zA-Z-]+)'/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(20);
    const missing = [...new Set(named)].filter((name) => !(`rule.${OTHER_NAMES[name] ?? name}` in catalogues.en));
    expect(missing).toEqual([]);
  });

  it('are marked as checked by a native reader only where the very text was read', () => {
    const marks = manifest();
    for (const language of LANGUAGES.filter((other) => other !== 'en')) {
      for (const area of AREAS) {
        const mark = marks[language][area];
        if (mark.checked)
          expect({ language, area, hash: mark.hash }).toEqual({
            language,
            area,
            hash: hashOf(catalogueFile(language, area)),
          });
      }
    }
  });

  it('keep their files sorted and free of doubles', () => {
    for (const language of LANGUAGES) {
      for (const area of AREAS) {
        const text = catalogueFile(language, area);
        const entries = Object.entries(JSON.parse(text) as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1));
        expect(text).toBe(`${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
      }
    }
  });
});

describe('The check of the catalogues', () => {
  const sound = { 'web.a': '{n, plural, one {# word} other {# words}} by {who}' };
  const faultsOf = (language: Language, message: string | undefined) => {
    const all = Object.fromEntries(LANGUAGES.map((name) => [name, {}])) as Record<Language, Record<string, string>>;
    all.en = sound;
    if (message !== undefined) all[language] = { 'web.a': message };
    return catalogueFaults(all, new Set())
      .filter((fault) => fault.language === language)
      .map((fault) => fault.what);
  };

  it('finds a missing message', () => {
    expect(faultsOf('ru', undefined)).toEqual(['missing']);
  });

  it('finds a message that does not parse', () => {
    expect(faultsOf('fr', '{n, plural, one {#} {who}')[0]).toMatch(/does not parse/);
  });

  it('finds another set of parameters', () => {
    expect(faultsOf('fr', '{n, plural, one {# mot} other {# mots}}')).toEqual(['parameters n instead of n, who']);
  });

  it('finds plural forms that Arabic and Russian need', () => {
    expect(faultsOf('ru', '{n, plural, one {# слово} other {# слова}}, {who}')).toEqual(['plural n lacks few, many']);
    expect(faultsOf('ar', '{n, plural, one {كلمة} other {# كلمة}} {who}')).toEqual([
      'plural n lacks zero, two, few, many',
    ]);
  });

  it('finds a message left in English, a wrong script and invisible direction marks', () => {
    expect(faultsOf('es', sound['web.a'])).toEqual(['same as English']);
    expect(faultsOf('zh', '{n, plural, other {# words}} {who}')).toEqual(['not in its own script']);
    expect(faultsOf('zh', '{n, plural, other {#}} 个词\u202e {who}')).toEqual([
      'holds an invisible or direction character',
    ]);
  });

  it('compares with the plural forms that the language library itself knows', () => {
    expect(new IntlMessageFormat('{n, plural, few {f} other {o}}', localeOf('ru')).format({ n: 3 })).toBe('f');
  });
});
