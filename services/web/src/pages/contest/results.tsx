import type { ComponentChildren } from 'preact';
import { translateLoosely } from '@wsis/i18n';
import type {
  Category,
  DecisionOfCategory,
  Edition,
  HonouredProject,
  Results,
  VotesOfCategory,
} from '../../application/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { Card, Cards } from '../parts/card.js';
import { EmptyState } from '../parts/empty-state.js';
import { TextMark } from '../parts/language-note.js';
import { PageLink } from '../parts/links.js';
import { RuleLink } from '../parts/rule-link.js';
import { GeneratedMark, Instant, Theirs, categoryName, placeName } from '../parts/words.js';

export interface ResultsProps {
  readonly edition: Edition;
  readonly categories: readonly Category[];
  readonly results: Results;
  /** By category; of a preview, and where the rules publish none, there are none. */
  readonly votes?: ReadonlyMap<string, VotesOfCategory>;
}

/** Winners and Champions, each from the instant of its release on. */
export function ResultsPage({ edition, categories, results, votes }: ResultsProps) {
  const { say } = usePage();
  const { winners, champions } = results;
  const title = say('web.results.title', { edition: edition.name });
  return (
    <Layout title={title} editionId={edition.id}>
      <h1>{title}</h1>

      <h2>{say('web.results.winners')}</h2>
      {winners === undefined ? (
        <Later edition={edition} said={say('web.results.winners.later')} />
      ) : (
        <>
          <Published edition={edition} at={winners.publishedAt} />
          <Cards>
            {inBallotOrder(winners.categories, categories).map((decision) => (
              <Decided key={decision.category} decision={decision} categories={categories} />
            ))}
          </Cards>
        </>
      )}

      <h2>{say('web.results.champions')}</h2>
      <p>
        {say('web.results.champions.explained')} <RuleLink edition={edition.id} rule="count.topN" />
      </p>
      {champions === undefined ? (
        <Later edition={edition} said={say('web.results.champions.later')} />
      ) : (
        <>
          <Published edition={edition} at={champions.publishedAt} />
          <Cards>
            {inBallotOrder(champions.categories, categories).map(({ category, projects }) => (
              <InCategory key={category} code={category} categories={categories}>
                <ul>
                  {projects.map((project) => (
                    <li key={project.nomineeId}>
                      <Project project={project} />
                      <Votes votes={votes?.get(category)?.byNumber.get(project.number)} />
                    </li>
                  ))}
                </ul>
                <VotesTogether votes={votes?.get(category)} />
              </InCategory>
            ))}
          </Cards>
        </>
      )}
    </Layout>
  );
}

/** Not released yet: where to go meanwhile. */
function Later({ edition, said }: { edition: Edition; said: string }) {
  const { say } = usePage();
  const path = `/editions/${encodeURIComponent(edition.id)}`;
  return (
    <EmptyState title={said}>
      <p class="actions">
        <PageLink to={path}>{say('web.now.edition')}</PageLink>
        <PageLink to={`${path}/nominees`}>{say('web.now.look')}</PageLink>
      </p>
    </EmptyState>
  );
}

function Published({ edition, at }: { edition: Edition; at: Date }) {
  const { say } = usePage();
  return (
    <p class="quiet">
      {say('web.results.published')} <Instant instant={at} timeZone={edition.timeZone} />
    </p>
  );
}

function InCategory(props: { code: string; categories: readonly Category[]; children: ComponentChildren }) {
  const { language } = usePage();
  const { code, categories, children } = props;
  return (
    <Card level={3} title={categoryName(language, categories, code)}>
      {children}
    </Card>
  );
}

/** What the experts of one category decided, in their own words where they left some. */
function Decided({ decision, categories }: { decision: DecisionOfCategory; categories: readonly Category[] }) {
  const { language, say } = usePage();
  const { winner, specialRecognition, statement } = decision;
  return (
    <InCategory code={decision.category} categories={categories}>
      {winner === undefined ? (
        <p>{say('web.results.noWinner')}</p>
      ) : (
        <div>
          <Badge mood="good">{translateLoosely(language, 'term.winner')}</Badge> <Project project={winner} />
        </div>
      )}
      {specialRecognition.map((project) => (
        <div key={project.nomineeId}>
          <Badge>{translateLoosely(language, 'term.special-recognition')}</Badge> <Project project={project} />
        </div>
      ))}
      {statement === '' ? null : <blockquote dir="auto">{statement}</blockquote>}
    </InCategory>
  );
}

function Votes({ votes }: { votes: number | undefined }) {
  const { say } = usePage();
  return votes === undefined ? null : <> {say('web.results.votes', { votes })}</>;
}

/** All votes of a category, those for nominees who are no Champions among them. */
function VotesTogether({ votes }: { votes: VotesOfCategory | undefined }) {
  const { say } = usePage();
  if (votes === undefined) return null;
  return <p class="quiet">{say('web.results.votes.inCategory', { votes: votes.together })}</p>;
}

/** An honoured project; a title that is not in its author's words says so. */
function Project({ project }: { project: HonouredProject }) {
  const { language, say } = usePage();
  const shown = chooseText(project.texts, language)?.text;
  return (
    <>
      <PageLink to={`/nominees/${encodeURIComponent(project.nomineeId)}`}>
        <Theirs text={shown?.title ?? project.organisation} language={shown?.language} />
      </PageLink>
      {' – '}
      <Theirs text={project.organisation} /> <span class="quiet">({placeName(language, project.country)})</span>{' '}
      {project.withdrawn ? <span class="mark">{say('web.nominee.withdrawn')}</span> : null}{' '}
      {project.generated ? <GeneratedMark /> : null}
      <TextMark text={shown} />
    </>
  );
}

/** In the order of the ballot, whatever order the results came in. */
function inBallotOrder<T extends { readonly category: string }>(
  entries: readonly T[],
  categories: readonly Category[],
): T[] {
  const place = (code: string) => {
    const index = categories.findIndex((category) => category.code === code);
    return index === -1 ? categories.length : index;
  };
  return [...entries].sort((a, b) => place(a.category) - place(b.category));
}
