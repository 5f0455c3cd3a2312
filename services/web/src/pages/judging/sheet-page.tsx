import { direction } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Assignment } from '../../application/judging/ports.js';
import { chooseText, type ProjectText } from '../../domain/shown-text.js';
import { Conflicts } from '../forms/conflicts.js';
import { ChoiceField, FormView, SelectField, TextArea } from '../forms/fields.js';
import type { FieldConflict, Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { Facts } from '../parts/facts.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { Theirs, categoryName, placeName, textOrigin } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { SheetState, entryTitle, judgingPath, sheetPath, type SheetField } from './judging-words.js';

/** Beyond this many scores a list that unfolds is easier than buttons. */
const MOST_BUTTONS = 11;

export interface JudgedEntry {
  readonly editionId: string;
  readonly ruleBook: RuleBook;
  readonly entry: Assignment;
}

export interface SheetPageProps extends JudgedEntry {
  readonly form: Form<SheetField>;
  readonly conflicts?: readonly FieldConflict<SheetField>[];
}

/** One entry to read, and my sheet of it below. Nobody else's sheet is ever here. */
export function SheetPage(props: SheetPageProps) {
  const { editionId, ruleBook, entry, form } = props;
  const { language, say } = usePage();
  const title = entryTitle(language, entry);
  return (
    <Layout title={title} desk crumbs={useCrumbs(editionId)} failed={form.refusal !== undefined}>
      <h1>
        <Theirs text={title} /> <SheetState entry={entry} />
      </h1>
      <Facts
        facts={[
          [say('web.submission.category'), categoryName(language, categoriesOfRules(ruleBook), entry.category)],
          [say('web.judging.organisation'), <Theirs text={entry.organisation} />],
          [say('web.judging.country'), entry.country === '' ? undefined : placeName(language, entry.country)],
        ]}
      />
      {entry.conflict === undefined ? <Judged {...props} /> : <Notice>{say('web.judging.barred')}</Notice>}
    </Layout>
  );
}

function Judged(props: SheetPageProps) {
  const { editionId, entry } = props;
  const { say } = usePage();
  const path = sheetPath(editionId, entry.nomineeId);
  return (
    <>
      <EntryTexts entry={entry} />
      <p class="actions">
        <PageLink
          to={entry.submissionId === undefined ? `/nominees/${encodeURIComponent(entry.nomineeId)}` : `${path}/entry`}
        >
          {say('web.judging.readAll')}
        </PageLink>
        {entry.sheet?.sealed === true ? null : (
          <PageLink to={`${path}/conflict`}>{say('web.judging.stepBack')}</PageLink>
        )}
      </p>
      <section aria-labelledby="sheet">
        <h2 id="sheet">{say('web.judging.mySheet')}</h2>
        {entry.sheet?.sealed === true ? <SealedSheet {...props} /> : <OpenSheet {...props} />}
      </section>
    </>
  );
}

/** What the author wrote, and the reader's language beside it. */
function EntryTexts({ entry }: { entry: Assignment }) {
  const { language } = usePage();
  const chosen = chooseText(entry.texts, language);
  if (chosen === undefined) return null;
  const texts = chosen.original === undefined ? [chosen.text] : [chosen.original, chosen.text];
  return (
    <div class={texts.length > 1 ? 'entry versions' : 'entry'}>
      {texts.map((text: ProjectText) => (
        <div class="version" key={text.language}>
          <p class="hint">{textOrigin(language, text.state, text.language)}</p>
          <div class="text" lang={text.language} dir={direction(text.language)}>
            {text.shortDescription}
          </div>
        </div>
      ))}
    </div>
  );
}

function OpenSheet({ editionId, ruleBook, entry, form, conflicts = [] }: SheetPageProps) {
  const { language, say } = usePage();
  const path = sheetPath(editionId, entry.nomineeId);
  const { minimum, maximum, anchors } = ruleBook.evaluation.scale;
  const choices = Array.from({ length: maximum - minimum + 1 }, (_, index) => {
    const score = minimum + index;
    const anchor = anchors.find((each) => each.score === score)?.names[language].text;
    return { value: String(score), label: anchor === undefined ? String(score) : `${score} – ${anchor}` };
  });
  const Choice = choices.length > MOST_BUTTONS ? SelectField : ChoiceField;
  const empty = choices.length > MOST_BUTTONS ? { empty: '–' } : {};
  const disputed = new Set(conflicts.map(({ field }) => field));
  const complete =
    entry.sheet !== undefined && ruleBook.evaluation.criteria.every(({ id }) => id in (entry.sheet?.scores ?? {}));
  return (
    <>
      <p>
        {say('web.judging.onlyYou')} <RuleLink edition={editionId} rule="evaluation.criteria" />{' '}
        <RuleLink edition={editionId} rule="evaluation.scale" />
      </p>
      <FormView form={form} action={path} submit={say('web.judging.save')} autosave={conflicts.length === 0}>
        <Conflicts form={form} conflicts={conflicts} />
        {form.names
          .filter((name) => !disputed.has(name))
          .map((name) =>
            name === 'comment' ? (
              <TextArea form={form} name={name} key={name} />
            ) : (
              <Choice form={form} name={name} choices={choices} key={name} {...empty} />
            ),
          )}
      </FormView>
      {complete ? (
        <p class="actions">
          <LinkButton to={`${path}/sealing`} quiet>
            {say('web.judging.seal')}
          </LinkButton>
        </p>
      ) : (
        <p class="hint">{say('web.judging.sealWhenComplete')}</p>
      )}
    </>
  );
}

function SealedSheet({ ruleBook, entry }: SheetPageProps) {
  const { say } = usePage();
  return (
    <>
      <Notice kind="success">{say('web.judging.isSealed')}</Notice>
      <Scores ruleBook={ruleBook} entry={entry} />
    </>
  );
}

/** My scores as they stand. */
function Scores({ ruleBook, entry }: Pick<JudgedEntry, 'ruleBook' | 'entry'>) {
  const { language, say } = usePage();
  const comment = entry.sheet?.comment ?? '';
  return (
    <Facts
      facts={[
        ...ruleBook.evaluation.criteria.map(
          ({ id, names }) => [names[language].text, entry.sheet?.scores[id]] as const,
        ),
        [say('web.judging.comment'), comment === '' ? undefined : <Theirs text={comment} />],
      ]}
    />
  );
}

/** Sealing, with the very scores that are sealed. */
export function SealPage({ editionId, ruleBook, entry, form }: JudgedEntry & { form: Form<'seal'> }) {
  const { language, say } = usePage();
  const path = sheetPath(editionId, entry.nomineeId);
  return (
    <ConfirmPage
      title={say('web.judging.seal')}
      form={form}
      action={`${path}/sealing`}
      back={path}
      submit={say('web.judging.seal')}
      final
      effect={
        <>
          <p>
            <strong>
              <Theirs text={entryTitle(language, entry)} />
            </strong>
          </p>
          <p>{say('web.judging.seal.effect')}</p>
          <Scores ruleBook={ruleBook} entry={entry} />
        </>
      }
      crumbs={useCrumbs(editionId)}
    />
  );
}

/** Stepping back from an entry. */
export function ConflictPage({ editionId, entry, form }: JudgedEntry & { form: Form<'reason'> }) {
  const { language, say } = usePage();
  const path = sheetPath(editionId, entry.nomineeId);
  return (
    <ConfirmPage
      title={say('web.judging.stepBack')}
      form={form}
      action={`${path}/conflict`}
      back={path}
      submit={say('web.judging.stepBack')}
      final
      effect={
        <>
          <p>
            <strong>
              <Theirs text={entryTitle(language, entry)} />
            </strong>
          </p>
          <p>{say('web.judging.stepBack.effect')}</p>
        </>
      }
      crumbs={useCrumbs(editionId)}
    >
      <TextArea form={form} name="reason" rows={3} />
    </ConfirmPage>
  );
}

function useCrumbs(editionId: string) {
  const { say } = usePage();
  return [
    { path: '/desk', label: say('web.desk.title') },
    { path: judgingPath(editionId), label: say('web.judging.title') },
  ];
}
