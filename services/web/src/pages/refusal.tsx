import { Layout } from './layout.js';
import { speaker, type PageContext } from './say.js';

export interface RefusalProps {
  readonly page: PageContext;
  readonly title: string;
  readonly detail: string;
  readonly instance: string;
}

/** The page of a refusal or an outage: what happened, what to do, and the number to quote. */
export function Refusal({ page, title, detail, instance }: RefusalProps) {
  const say = speaker(page.language);
  return (
    <Layout page={page} title={title}>
      <h1>{title}</h1>
      <p class="lead">{detail}</p>
      <p>
        <a href={`/${page.language}`}>{say('web.error.home')}</a>
      </p>
      <p class="quiet">
        {say('web.error.instance')} <bdi dir="ltr">{instance}</bdi>
      </p>
    </Layout>
  );
}
