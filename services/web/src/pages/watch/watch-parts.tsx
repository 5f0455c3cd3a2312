import { formatNumber, translateLoosely } from '@wsis/i18n';
import type { PauseSwitch, WatchedService } from '../../application/watch/ports.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import type { Crumb } from '../parts/breadcrumb.js';
import { Tabs } from '../parts/tabs.js';

export function WatchTabs() {
  const { say } = usePage();
  return (
    <Tabs
      label={say('web.watch.title')}
      tabs={[
        { path: '/desk/watch', label: say('web.watch.platform') },
        { path: '/desk/watch/events', label: say('web.watch.events') },
        { path: '/desk/watch/jobs', label: say('web.watch.jobs') },
      ]}
    />
  );
}

/** The way to the pages of this desk; to those below its first one where asked. */
export function useWatchCrumbs(below: boolean): readonly Crumb[] {
  const { say } = usePage();
  const desk = { path: '/desk', label: say('web.desk.title') };
  return below ? [desk, { path: '/desk/watch', label: say('web.watch.title') }] : [desk];
}

export function ServiceName({ service }: { service: WatchedService }) {
  const { language } = usePage();
  return <>{translateLoosely(language, `web.service.${service}`)}</>;
}

export function SwitchBadge({ paused }: { paused: boolean }) {
  const { say } = usePage();
  return <Badge mood={paused ? 'warn' : 'good'}>{paused ? say('web.watch.paused') : say('web.watch.going')}</Badge>;
}

/** A figure as the reader writes it. */
export function Figure({ value }: { value: number }) {
  const { language } = usePage();
  return <>{formatNumber(language, value)}</>;
}

/** A switch as its own service calls it. */
export function ownName({ name }: PauseSwitch): string {
  return name.slice(name.indexOf('/') + 1);
}

export function switchPath({ name }: PauseSwitch): string {
  return `/desk/watch/switches/${name}`;
}
