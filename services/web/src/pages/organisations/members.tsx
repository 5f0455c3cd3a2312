import type { OrganisationMember } from '../../application/organisations/ports.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { PageLink } from '../parts/links.js';
import { Theirs } from '../parts/words.js';

export interface MembersProps {
  readonly members: readonly OrganisationMember[];
  /** Where to remove one of them; undefined where the reader may not. */
  readonly removal?: (member: OrganisationMember) => string | undefined;
}

/** Who belongs to an organisation, and who is asked to. */
export function Members({ members, removal }: MembersProps) {
  const { say } = usePage();
  return (
    <ul>
      {members.map((member) => {
        const { accountId, state, administers } = member;
        const path = removal?.(member);
        return (
          <li key={accountId}>
            <MemberName member={member} />{' '}
            {state === 'invited' ? <Badge>{say('web.organisation.member.invited')}</Badge> : null}
            {administers ? <Badge>{say('web.organisation.member.administrator')}</Badge> : null}{' '}
            {path === undefined ? null : (
              <PageLink to={path}>
                {state === 'invited' ? say('web.organisation.member.uninvite') : say('web.organisation.member.remove')}{' '}
                <span class="unseen">
                  <MemberName member={member} />
                </span>
              </PageLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Who gave no name is named by address where the reader may know it; oneself is told where to give one. */
export function MemberName({ member: { accountId, displayName, email } }: { member: OrganisationMember }) {
  const { account, say } = usePage();
  if (displayName !== '') return <Theirs text={displayName} />;
  if (email !== undefined) return <bdi dir="ltr">{email}</bdi>;
  if (accountId === account?.accountId) return <>{say('web.organisation.member.unnamed.you')}</>;
  return <>{say('web.organisation.member.unnamed')}</>;
}
