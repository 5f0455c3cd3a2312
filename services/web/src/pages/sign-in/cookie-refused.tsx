import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { LinkButton } from '../parts/links.js';

/** The browser did not keep the session: why that may be, and what to do. */
export function CookieRefused() {
  const { say } = usePage();
  return (
    <Layout title={say('web.cookie.title')}>
      <h1>{say('web.cookie.title')}</h1>
      <p class="lead">{say('web.cookie.explained')}</p>
      <ul>
        <li>{say('web.cookie.allow')}</li>
        <li>{say('web.cookie.window')}</li>
        <li>{say('web.cookie.browser')}</li>
      </ul>
      <LinkButton to="/sign-in">{say('web.cookie.retry')}</LinkButton>
    </Layout>
  );
}
