import { SERVICE_NAMES } from '@wsis/http';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';

/** Where programs find what these pages show. */
export function ApiPage() {
  const { say } = usePage();
  return (
    <Layout title={say('web.api.title')}>
      <h1>{say('web.api.title')}</h1>
      <p>{say('web.api.explained')}</p>
      <dl>
        {SERVICE_NAMES.filter((name) => name !== 'web').map((name) => (
          <div key={name}>
            <dt>
              <code dir="ltr">/api/{name}</code>
            </dt>
            <dd>
              <a
                href={`/api/${name}/docs`}
                aria-label={`${say('web.labelled', { label: say('web.api.browse') })} ${name}`}
              >
                {say('web.api.browse')}
              </a>
              {' · '}
              <a
                href={`/api/${name}/openapi.json`}
                aria-label={`${say('web.labelled', { label: say('web.api.description') })} ${name}`}
              >
                {say('web.api.description')}
              </a>
            </dd>
          </div>
        ))}
      </dl>
    </Layout>
  );
}
