import { languageName } from '@wsis/i18n';
import type { Submission, SubmissionText } from '../../application/submissions/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Facts } from '../parts/facts.js';
import { LinkButton } from '../parts/links.js';
import { Theirs, categoryName, placeName } from '../parts/words.js';
import { EntryView } from '../submissions/entry-view.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { entryTitle, judgingPath, sheetPath } from './judging-words.js';
import { Translations } from '../submissions/translations.js';
import type { JudgedEntry } from './sheet-page.js';

export interface EntryPageProps extends JudgedEntry {
  readonly submission: Submission;
  /** The translation that is read beside the original. */
  readonly beside: SubmissionText | undefined;
}

/** All of an entry for one of its judges, with a translation beside it where there is one. */
export function EntryPage({ editionId, ruleBook, entry, submission, beside }: EntryPageProps) {
  const { language, say } = usePage();
  const title = entryTitle(language, entry);
  const path = sheetPath(editionId, entry.nomineeId);
  return (
    <Layout
      title={title}
      desk
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: judgingPath(editionId), label: say('web.judging.title') },
        { path, label: say('web.judging.mySheet') },
      ]}
    >
      <h1>
        <Theirs text={title} />
      </h1>
      <Facts
        facts={[
          [say('web.submission.category'), categoryName(language, categoriesOfRules(ruleBook), entry.category)],
          [say('web.judging.organisation'), <Theirs text={entry.organisation} />],
          [say('web.judging.country'), entry.country === '' ? undefined : placeName(language, entry.country)],
          [say('web.screening.writtenIn'), languageName(language, submission.language)],
        ]}
      />
      <Translations submission={submission} beside={beside} path={`${path}/entry`} />
      <EntryView submission={submission} ruleBook={ruleBook} beside={beside} picturesAt={`${path}/pictures`} />
      <p class="actions">
        <LinkButton to={path}>{say('web.judging.mySheet')}</LinkButton>
      </p>
    </Layout>
  );
}
