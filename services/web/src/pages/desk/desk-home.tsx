import { formatList, translateLoosely } from '@wsis/i18n';
import type { DeskEntry } from '../../application/desk-entry.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { SignOutButton } from '../sign-in/sign-out-button.js';

/** Where everybody with work to do begins: what their roles offer. */
export function DeskHome({ entries }: { entries: readonly DeskEntry[] }) {
  const { account, language, say } = usePage();
  const roles = [...new Set(account?.roles.map((held) => held.role))];
  return (
    <Layout title={say('web.desk.title')} desk>
      <h1>{say('web.desk.title')}</h1>
      {roles.length === 0 ? null : (
        <p>
          {say('web.desk.roles', {
            roles: formatList(
              language,
              roles.map((role) => translateLoosely(language, `role.${role}`)),
            ),
          })}
        </p>
      )}
      {entries.length === 0 ? <Notice>{say('web.desk.empty')}</Notice> : null}
      {roles.length > 0 ? null : (
        <>
          <p>{say('web.desk.noRole')}</p>
          <p class="actions">
            <LinkButton to="">{say('web.desk.toTheVote')}</LinkButton>
            <LinkButton to="/desk/organisations" quiet>
              {say('web.desk.toNominate')}
            </LinkButton>
            <LinkButton to="/my-data" quiet>
              {say('web.ballot.myData')}
            </LinkButton>
          </p>
        </>
      )}
      <ul class="cards">
        {entries.map((entry) => (
          <li class="card" key={entry.path}>
            <h2>
              <PageLink to={entry.path}>{translateLoosely(language, entry.label)}</PageLink>
            </h2>
            <p>{translateLoosely(language, entry.explained)}</p>
          </li>
        ))}
      </ul>
      <SignOutButton />
    </Layout>
  );
}
