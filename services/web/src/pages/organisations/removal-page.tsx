import type { Organisation, OrganisationMember } from '../../application/organisations/ports.js';
import type { Form } from '../forms/form.js';
import { usePage } from '../page-context.js';
import type { Crumb } from '../parts/breadcrumb.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { Theirs } from '../parts/words.js';
import { MemberName } from './members.js';

export interface RemovalPageProps {
  readonly organisation: Pick<Organisation, 'id' | 'name'>;
  readonly member: OrganisationMember;
  readonly form: Form<never>;
  /** The page of the organisation, without the language. */
  readonly path: string;
  readonly crumbs: readonly Crumb[];
}

/** Takes somebody out of an organisation, or an invitation back. */
export function RemovalPage({ organisation, member, form, path, crumbs }: RemovalPageProps) {
  const { say } = usePage();
  const invited = member.state === 'invited';
  return (
    <ConfirmPage
      title={invited ? say('web.organisation.member.uninvite') : say('web.organisation.member.remove')}
      form={form}
      action={`${path}/members/${encodeURIComponent(member.accountId)}/removal`}
      back={path}
      submit={invited ? say('web.organisation.member.uninvite') : say('web.organisation.member.remove')}
      crumbs={[...crumbs, { path, label: organisation.name }]}
      effect={
        <>
          <p>
            <strong>
              <MemberName member={member} />
            </strong>{' '}
            (<Theirs text={organisation.name} />)
          </p>
          <p>{invited ? say('web.organisation.uninvite.explained') : say('web.organisation.remove.explained')}</p>
          {member.administers ? <p>{say('web.organisation.remove.administrator')}</p> : null}
        </>
      }
    />
  );
}
