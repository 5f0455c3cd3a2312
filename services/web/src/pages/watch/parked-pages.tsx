import { formatList, translateLoosely } from '@wsis/i18n';
import { holds } from '../../application/visitor.js';
import type { ParkedKey, ParkedList, WatchedService } from '../../application/watch/ports.js';
import { HiddenField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { DataTable } from '../parts/table.js';
import { Instant } from '../parts/words.js';
import { Figure, ServiceName, useWatchCrumbs, WatchTabs } from './watch-parts.js';

const PATH = '/desk/watch/events';
const UNSORTED = { path: PATH, sort: undefined, descending: false, filters: {}, cursor: undefined };

/** Events that were put aside because they could not be handled, with what to do about them. */
export function ParkedPage({ list }: { list: ParkedList }) {
  const { account, language, say } = usePage();
  const title = say('web.watch.events');
  const names = list.away.map((service) => translateLoosely(language, `web.service.${service}`));
  const mayReplay = holds(account, ['secretariat']);
  return (
    <Layout title={title} desk crumbs={useWatchCrumbs(true)}>
      <h1>{title}</h1>
      <WatchTabs />
      <p class="lead">{say('web.watch.events.explained')}</p>
      {names.length === 0 ? null : (
        <Notice kind="warning">{say('web.desk.away', { parts: formatList(language, names) })}</Notice>
      )}
      <DataTable
        caption={title}
        rows={list.items}
        rowKey={({ service, topic, key }) => `${service} ${topic} ${key}`}
        state={UNSORTED}
        empty={<p>{say('web.watch.events.none')}</p>}
        columns={[
          {
            key: 'service',
            label: say('web.watch.service'),
            heading: true,
            cell: ({ service }) => <ServiceName service={service} />,
          },
          { key: 'key', label: say('web.watch.key'), cell: (parked) => <KeyOf {...parked} /> },
          { key: 'reason', label: say('web.watch.why'), cell: ({ reason }) => <span dir="ltr">{reason}</span> },
          {
            key: 'letters',
            label: say('web.watch.letters'),
            figure: true,
            cell: ({ letters }) => <Figure value={letters} />,
          },
          {
            key: 'since',
            label: say('web.watch.since'),
            cell: ({ parkedAt }) =>
              parkedAt === undefined ? say('web.calendar.unknown') : <Instant instant={parkedAt} timeZone="UTC" />,
          },
          ...(mayReplay
            ? [{ key: 'replay', label: say('web.watch.replay'), cell: (parked: ParkedKey) => <Replay {...parked} /> }]
            : []),
        ]}
      />
      {mayReplay ? <ReplayAll items={list.items} /> : null}
    </Layout>
  );
}

/** One step for all keys of a service, where there are several. */
function ReplayAll({ items }: { items: readonly ParkedKey[] }) {
  const { language, say } = usePage();
  const several = [...new Set(items.map(({ service }) => service))].filter(
    (service) => items.filter((item) => item.service === service).length > 1,
  );
  return (
    <ul class="plain">
      {several.map((service) => (
        <li key={service}>
          <PageLink to={`${PATH}/${service}/replay`}>
            {say('web.watch.replay.all', { service: translateLoosely(language, `web.service.${service}`) })}
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

function KeyOf({ topic, key }: ParkedKey) {
  return (
    <span dir="ltr">
      <code>{key}</code> <span class="quiet">{topic}</span>
    </span>
  );
}

function Replay({ service, key, replayAskedAt }: ParkedKey) {
  const { say } = usePage();
  if (replayAskedAt !== undefined) return <>{say('web.watch.replay.asked')}</>;
  return (
    <PageLink to={`${PATH}/${service}/replay?${new URLSearchParams({ key }).toString()}`}>
      {say('web.watch.replay')}
    </PageLink>
  );
}

/** Handles what was put aside once more: of one key, or everything of a service. */
export function ReplayPage({ service, form }: { service: WatchedService; form: Form<'key'> }) {
  const { language, say } = usePage();
  const key = form.text('key');
  const named = translateLoosely(language, `web.service.${service}`);
  return (
    <ConfirmPage
      title={say('web.watch.replay.title')}
      form={form}
      action={`${PATH}/${service}/replay`}
      back={PATH}
      submit={say('web.watch.replay')}
      crumbs={[...useWatchCrumbs(true), { path: PATH, label: say('web.watch.events') }]}
      effect={
        <>
          <p>
            {key === '' ? (
              say('web.watch.replay.all', { service: named })
            ) : (
              <>
                {say('web.watch.replay.one', { service: named })} <code dir="ltr">{key}</code>
              </>
            )}
          </p>
          <p>{say('web.watch.replay.explained')}</p>
        </>
      }
    >
      <HiddenField form={form} name="key" />
    </ConfirmPage>
  );
}
