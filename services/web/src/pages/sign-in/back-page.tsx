import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';

/** After signing in beside a page that keeps what could not be sent. */
export function BackPage() {
  const { say } = usePage();
  return (
    <Layout title={say('web.sign-in.back')}>
      <h1>{say('web.sign-in.back')}</h1>
      <p class="lead">{say('web.sign-in.back.explained')}</p>
      <p>
        <PageLink to="/desk">{say('web.nav.desk')}</PageLink>
      </p>
    </Layout>
  );
}
