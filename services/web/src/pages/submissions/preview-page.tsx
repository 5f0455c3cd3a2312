import { languageName } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Submission } from '../../application/submissions/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { LinkButton } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Theirs } from '../parts/words.js';
import { EntryView } from './entry-view.js';
import { submissionPath, titleOf } from './submission-words.js';

/** What everybody will be able to read, once it is nominated. */
export function PreviewPage({ submission, ruleBook }: { submission: Submission; ruleBook: RuleBook }) {
  const { language, say } = usePage();
  const title = titleOf(language, submission.values);
  const path = submissionPath(submission.id);
  return (
    <Layout
      title={say('web.submission.preview')}
      desk
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: '/desk/submissions', label: say('web.submissions.title') },
        { path, label: title },
      ]}
    >
      <h1>
        <Theirs text={title} language={submission.language} />
      </h1>
      <Notice>
        {say('web.submission.preview.explained', { language: languageName(language, submission.language) })}
      </Notice>
      <EntryView submission={submission} ruleBook={ruleBook} publicOnly picturesAt={`${path}/pictures`} />
      <p class="actions">
        <LinkButton to={path} quiet>
          {say('web.submission.backToOverview')}
        </LinkButton>
      </p>
    </Layout>
  );
}
