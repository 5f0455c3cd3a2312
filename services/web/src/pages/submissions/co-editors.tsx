import { translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { OrganisationMember, OrganisationWithMembers } from '../../application/organisations/ports.js';
import type { Submission } from '../../application/submissions/ports.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Instant, Theirs } from '../parts/words.js';

/** That somebody else wrote in a submission last. */
export interface OthersSave {
  /** Empty where they gave no name, or belong to the organisation no more. */
  readonly name: string;
  readonly at: Date;
  readonly timeZone: string;
}

export function memberName(organisation: OrganisationWithMembers | undefined, accountId: string): string {
  return organisation?.members.find((member) => member.accountId === accountId)?.displayName ?? '';
}

const named = (language: Language, name: string) =>
  name === '' ? translate(language, 'web.organisation.member.unnamed') : name;

export interface CoEditorsProps {
  readonly submission: Submission;
  readonly organisation: OrganisationWithMembers;
}

/** Who else can read and write a submission, and what each is to it. */
export function CoEditors({ submission, organisation }: CoEditorsProps) {
  const { account, language, say } = usePage();
  const active = organisation.members.filter(({ state }) => state === 'active');
  const marks = ({ accountId, administers }: OrganisationMember) =>
    [
      accountId === account?.accountId && say('web.submission.co-editor.me'),
      accountId === submission.submitterAccountId && say('web.submission.co-editor.submitter'),
      administers && say('web.organisation.member.administrator'),
    ].filter((mark) => mark !== false);
  return (
    <section aria-labelledby="co-editors">
      <h2 id="co-editors">{say('web.submission.co-editors')}</h2>
      <p>{say('web.submission.co-editors.explained', { organisation: organisation.name })}</p>
      <ul>
        {active.map((member) => (
          <li key={member.accountId}>
            <Theirs text={named(language, member.displayName)} />
            {marks(member).map((mark) => (
              <>
                {' '}
                <Badge key={mark}>{mark}</Badge>
              </>
            ))}
          </li>
        ))}
      </ul>
      <p>
        <PageLink to={`/desk/organisations/${encodeURIComponent(organisation.id)}`}>
          {say(active.length < 2 ? 'web.organisation.invite' : 'web.organisation.members')}
        </PageLink>
      </p>
    </section>
  );
}

/** Who wrote last: oneself, or a co-editor by name. */
export function LastSave(props: {
  submission: Submission;
  organisation: OrganisationWithMembers | undefined;
  timeZone: string;
}) {
  const { submission, organisation, timeZone } = props;
  const { account, language, say } = usePage();
  const { savedBy, savedAt } = submission;
  if (savedBy === undefined || savedAt === undefined) return null;
  const name =
    savedBy === account?.accountId
      ? say('web.submission.co-editor.me')
      : named(language, memberName(organisation, savedBy));
  return (
    <>
      <Theirs text={name} />, <Instant instant={savedAt} timeZone={timeZone} />
    </>
  );
}

/** Says before somebody writes that a co-editor wrote last, and that neither can undo the other's work. */
export function OthersSaveNotice({ save }: { save: OthersSave }) {
  const { language, say } = usePage();
  return (
    <Notice title={say('web.submission.others-save')}>
      <p>
        <Theirs text={named(language, save.name)} />, <Instant instant={save.at} timeZone={save.timeZone} />
      </p>
      <p>{say('web.submission.others-save.explained')}</p>
    </Notice>
  );
}
