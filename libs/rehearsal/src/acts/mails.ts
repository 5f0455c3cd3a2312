import { check, type Stage } from '../stage.js';

/** The mails of a whole edition lead at least to these pages. */
const LED_TO = ['sign-in', 'desk/submissions/*', 'editions/*/nominees', 'editions/*/results', 'stop-mails/*'];

/** Follows a link of every kind in every language that was mailed: to a page, or to the sign-in that leads back to it. */
export async function followMailLinks(stage: Stage): Promise<void> {
  stage.progress.scene('People follow the links in their mails');
  const paths = stage.mail.all().flatMap(({ text }) => (text.match(/https?:\/\/\S+/g) ?? []).map(pathOf));
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

function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** A path with what differs from mail to mail left out. */
function kindOf(path: string): string {
  return path.replace(/(?<=\/editions\/|\/submissions\/|\/stop-mails\/)[^/?]+/g, '*');
}
