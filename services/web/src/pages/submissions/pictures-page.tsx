import type { Submission } from '../../application/submissions/ports.js';
import { FileField, FormView, TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Theirs } from '../parts/words.js';
import { submissionPath, titleOf } from './submission-words.js';

/** What is taken, as browsers name it and as people do. */
export const PICTURE_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];
export const PICTURE_NAMES = 'JPEG, PNG, WebP';

export type PictureField = 'picture' | 'description';

/** The pictures of a submission: what each shows in words, and one more. */
export function PicturesPage({ submission, form }: { submission: Submission; form: Form<PictureField> }) {
  const { language, say } = usePage();
  const path = submissionPath(submission.id);
  return (
    <Layout
      title={say('web.pictures.title')}
      desk
      failed={form.refusal !== undefined}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: '/desk/submissions', label: say('web.submissions.title') },
        { path, label: titleOf(language, submission.values) },
      ]}
    >
      <h1>{say('web.pictures.title')}</h1>
      <p class="lead">{say('web.pictures.explained')}</p>
      {submission.pictures.length === 0 ? <p>{say('web.pictures.none')}</p> : null}
      <ul class="pictures">
        {submission.pictures.map((picture) => {
          const [size] = picture.sizes;
          const words = picture.descriptions[submission.language] ?? Object.values(picture.descriptions)[0] ?? '';
          return (
            <li key={picture.id}>
              {size === undefined ? null : (
                <img
                  src={`/${language}${path}/pictures/${encodeURIComponent(size.file)}`}
                  width={size.width}
                  height={size.height}
                  alt={words}
                />
              )}
              <p>
                <Theirs text={words} />
              </p>
              <form method="post" action={`/${language}${path}/pictures/${encodeURIComponent(picture.id)}/removal`}>
                <button type="submit" class="button quiet">
                  {say('web.pictures.remove')} <span class="unseen">{words}</span>
                </button>
              </form>
            </li>
          );
        })}
      </ul>
      <h2>{say('web.pictures.add')}</h2>
      <FormView
        form={form}
        action={`${path}/pictures`}
        submit={say('web.pictures.add')}
        files
        beside={<PageLink to={path}>{say('web.submission.backToOverview')}</PageLink>}
      >
        <FileField form={form} name="picture" accept={PICTURE_TYPES.join(',')} />
        <TextArea form={form} name="description" rows={3} />
      </FormView>
    </Layout>
  );
}
