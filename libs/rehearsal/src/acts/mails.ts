import { check, type Stage } from '../stage.js';

/** The mails of a whole edition lead at least to these pages. */
const LED_TO = ['sign-in', 'desk/submissions/*', 'editions/*/nominees', 'editions/*/results', 'stop-mails/*'];

/** Follows a link of every kind in every language that was mailed: to a page, or to the sign-in that leads back to it. */
export async function followMailLinks(stage: Stage): Promise<void> {
  stage.progress.scene('People follow the links in their mails');
  const links = stage.mail.all().flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []);
  const paths = ownOf(links.filter((link) => URL.canParse(link)).map((link) => new URL(link)));
  const oneOfEachKind = new Map(paths.map((path) => [kindOf(path), path]));
  const dead: string[] = [];
  for (const [kind, path] of oneOfEachKind) {
    const { status, headers } = await stage.http.send({ path, headers: { accept: 'text/html' } });
    const leadsBack = status === 303 && String(headers['location']).includes(`?to=${encodeURIComponent(path)}`);
    if (status !== 200 && !leadsBack) dead.push(`${kind} answers ${status}`);
  }
  const kinds = new Set([...oneOfEachKind.keys()].map((kind) => kind.slice(kind.indexOf('/', 1) + 1)));
  const missing = LED_TO.filter((kind) => !kinds.has(kind));
  check(
    stage,
    'Every link in a mail leads to its page, after signing in where that is needed',
    dead.length === 0 && missing.length === 0,
    [...dead, ...missing.map((kind) => `no mail led to ${kind}`)].join('; ') || `${oneOfEachKind.size} kinds`,
  );
}

/** Paths of the links to the platform. Some projects have an address in their name, which leads elsewhere; most links are ours. */
function ownOf(links: readonly URL[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { origin } of links) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  const [own] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return links.filter(({ origin }) => origin === own).map(({ pathname, search }) => pathname + search);
}

/** A path with what differs from mail to mail left out. */
function kindOf(path: string): string {
  return path.replace(/(?<=\/editions\/|\/submissions\/|\/stop-mails\/)[^/?]+/g, '*');
}
