import type { Ballot } from '../../application/ballot/ports.js';
import type { Category, Edition, Nominee } from '../../application/ports.js';
import { chooseText, type ProjectText } from '../../domain/shown-text.js';
import { Conflicts } from '../forms/conflicts.js';
import { FormView } from '../forms/fields.js';
import type { FieldConflict, Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { usePieces } from '../parts/kept.js';
import { TextMark } from '../parts/language-note.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { GeneratedMark, Theirs, categoryName, placeName, textOrigin } from '../parts/words.js';

/** A category with its nominees, in the order in which this voter always meets them. */
export interface OfferedCategory {
  readonly category: Category;
  readonly nominees: readonly Nominee[];
}

export interface ChoosingPageProps {
  readonly edition: Edition;
  /** The category that is chosen in; without one, all are. */
  readonly category: string | undefined;
  readonly offered: readonly OfferedCategory[];
  readonly form: Form<string>;
  readonly ballot: Ballot;
  readonly conflicts?: readonly FieldConflict<string>[];
}

/** Chooses in one category or in all. Nothing counts before it is saved, and the page says so. */
export function ChoosingPage({ edition, category, offered, form, ballot, conflicts = [] }: ChoosingPageProps) {
  const { language, say } = usePage();
  const base = `/editions/${encodeURIComponent(edition.id)}/ballot`;
  const [only] = offered;
  const title =
    category === undefined || only === undefined
      ? say('web.choose.all')
      : say('web.nominees.category', {
          number: only.category.number,
          name: categoryName(language, [only.category], category),
        });
  const disputed = new Set(conflicts.map(({ field }) => field));
  const nameOf = (text: string) => {
    if (text === '') return say('web.choose.none');
    const nominee = offered.flatMap(({ nominees }) => nominees).find(({ number }) => String(number) === text);
    return nominee === undefined ? text : titleOf(nominee, language);
  };
  const unsaved = offered.some(
    ({ category: { code } }) => form.text(code) !== String(ballot.choices[code] ?? '') && form.refusal === undefined,
  );
  return (
    <Layout
      title={title}
      editionId={edition.id}
      failed={form.refusal !== undefined}
      crumbs={[{ path: base, label: say('web.ballot.title') }]}
    >
      <h1>{title}</h1>
      {unsaved ? (
        <Notice kind="warning" live>
          {say('web.choose.notSavedYet')}
        </Notice>
      ) : null}
      <FormView
        form={form}
        action={category === undefined ? `${base}/all` : `${base}/categories/${encodeURIComponent(category)}`}
        submit={say('web.choose.save')}
        beside={
          <>
            {category === undefined ? null : (
              <button type="submit" class="button" name="then" value="next">
                {say('web.choose.saveAndNext')}
              </button>
            )}
            <PageLink to={base}>{say('web.choose.back')}</PageLink>
          </>
        }
      >
        <p class="quiet">
          {say('web.text.unlessSaid')} <RuleLink edition={edition.id} rule="vote.mayChange" />{' '}
          <RuleLink edition={edition.id} rule="vote.ownProjectAllowed" />
        </p>
        <Conflicts form={form} conflicts={conflicts} nameOf={nameOf} />
        {offered
          .filter(({ category: { code } }) => !disputed.has(code))
          .map((entry) => (
            <CategoryChoices key={entry.category.code} entry={entry} form={form} alone={category !== undefined} />
          ))}
      </FormView>
    </Layout>
  );
}

function CategoryChoices(props: { entry: OfferedCategory; form: Form<string>; alone: boolean }) {
  const { entry, form, alone } = props;
  const { language, say } = usePage();
  const { category, nominees } = entry;
  const { code } = category;
  const error = form.errorOf(code);
  const chosen = form.text(code);
  const name = categoryName(language, [category], code);
  const { fresh, keptEach } = usePieces();
  const choice = (nominee: Nominee, index: number, checked: boolean) => (
    // The summary of errors leads to the first.
    <NomineeChoice
      nominee={nominee}
      field={code}
      id={index === 0 ? code : `${code}-${nominee.number}`}
      checked={checked}
      detailed={alone}
    />
  );
  // What nobody chose is the same for all who meet this order; what this voter chose is this voter's own.
  const unchosen = keptEach(nominees, alone ? 'choices, alone' : 'choices', (nominee, index) =>
    choice(nominee, index, false),
  );
  let choices = '';
  for (const [index, nominee] of nominees.entries()) {
    choices += chosen === String(nominee.number) ? fresh(() => choice(nominee, index, true)) : unchosen[index];
  }
  return (
    <fieldset
      class={error === undefined ? 'field nominees' : 'field nominees wrong'}
      {...(error === undefined ? {} : { 'aria-describedby': `${code}-error` })}
    >
      <legend class={alone ? 'unseen' : ''}>{`${category.number}. ${name}`}</legend>
      {error === undefined ? null : (
        <p class="error" id={`${code}-error`}>
          {error}
        </p>
      )}
      {nominees.length === 0 ? <p>{say('web.nominees.none')}</p> : null}
      <div dangerouslySetInnerHTML={{ __html: choices }} />
      <div class="choice">
        <input type="radio" id={`${code}-none`} name={code} value="" checked={chosen === ''} />
        <label for={`${code}-none`}>{say('web.choose.none')}</label>
      </div>
    </fieldset>
  );
}

interface NomineeChoiceProps {
  readonly nominee: Nominee;
  readonly field: string;
  readonly id: string;
  readonly checked: boolean;
  readonly detailed: boolean;
}

/** One nominee to choose. Who withdrew stays in sight, and can be chosen no more. */
function NomineeChoice({ nominee, field, id, checked, detailed }: NomineeChoiceProps) {
  const { language } = usePage();
  const text = chooseText(nominee.texts, language)?.text;
  return (
    <div class="choice nominee">
      <input
        type="radio"
        id={id}
        name={field}
        value={nominee.number}
        checked={checked}
        disabled={nominee.withdrawn && !checked}
        aria-describedby={`${id}-about`}
      />
      <label for={id}>
        <Theirs text={text?.title ?? nominee.organisation} language={text?.language} />
      </label>
      <div class="hint" id={`${id}-about`}>
        <About nominee={nominee} detailed={detailed} />
      </div>
      {detailed && text !== undefined ? (
        <details>
          <Details nominee={nominee} text={text} />
        </details>
      ) : null}
    </div>
  );
}

function About({ nominee, detailed }: { nominee: Nominee; detailed: boolean }) {
  const { language, say } = usePage();
  return (
    <>
      <p>
        <Theirs text={nominee.organisation} /> · {placeName(language, nominee.country)}
        {nominee.generated && detailed ? (
          <>
            {' '}
            <GeneratedMark />
          </>
        ) : null}
      </p>
      {detailed ? null : <TextMark text={chooseText(nominee.texts, language)?.text} />}
      {nominee.withdrawn ? <p class="error">{say('web.choose.withdrawn')}</p> : null}
    </>
  );
}

function Details({ nominee, text }: { nominee: Nominee; text: ProjectText }) {
  const { language, say } = usePage();
  return (
    <>
      <summary>
        {say('web.choose.about')}
        <span class="unseen">
          {' '}
          <Theirs text={text.title} language={text.language} />
        </span>
      </summary>
      <p class="description" lang={text.language} dir="auto">
        {text.shortDescription}
      </p>
      <p class="quiet">{textOrigin(language, text.state, text.language)}</p>
      <p>
        <PageLink to={`/nominees/${encodeURIComponent(nominee.id)}`}>{say('web.choose.page')}</PageLink>
      </p>
    </>
  );
}

function titleOf(nominee: Nominee, language: Parameters<typeof chooseText>[1]): string {
  return chooseText(nominee.texts, language)?.text.title ?? nominee.organisation;
}
