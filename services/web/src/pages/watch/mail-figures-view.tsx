import { formatNumber, hasMessage, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { MailFigures, MailsOfKind } from '../../application/watch/ports.js';
import { everyHour } from '../../domain/hours.js';
import { usePage } from '../page-context.js';
import { HourBars } from '../parts/hour-bars.js';
import { Progress } from '../parts/progress.js';

const HOURS_SHOWN = 48;
const FATES = ['waiting', 'sent', 'failed', 'dropped'] as const;

/** What became of mails: those under way with their progress, all by kind, and the last two days as a picture. */
export function MailFiguresView({ figures, timeZone, now }: { figures: MailFigures; timeZone: string; now: Date }) {
  const { say } = usePage();
  const known = figures.hours.map(({ hour, sent, failed }) => [hour, [sent, failed]] as const);
  if (figures.kinds.length === 0) return <p>{say('web.watch.mails.none')}</p>;
  return (
    <>
      <UnderWay kinds={figures.kinds} />
      <MailTable kinds={figures.kinds} />
      <HourBars
        title={say('web.watch.mailsByHour')}
        parts={[
          { name: say('web.watch.mails.sent'), mood: 'good' },
          { name: say('web.watch.mails.failed'), mood: 'bad' },
        ]}
        hours={everyHour<readonly number[]>(known, now, HOURS_SHOWN, [0, 0])}
        timeZone={timeZone}
      />
    </>
  );
}

/** How far the kinds are of which some still wait. */
function UnderWay({ kinds }: { kinds: readonly MailsOfKind[] }) {
  const { language, say } = usePage();
  return (
    <>
      {kinds
        .filter(({ waiting }) => waiting > 0)
        .map(({ kind, waiting, sent, failed, dropped }) => {
          const done = sent + failed + dropped;
          const all = done + waiting;
          const text = say('web.watch.of', { done: formatNumber(language, done), all: formatNumber(language, all) });
          return <Progress key={kind} label={kindName(language, kind)} value={done} max={all} text={text} />;
        })}
    </>
  );
}

function MailTable({ kinds }: { kinds: readonly MailsOfKind[] }) {
  const { language, say } = usePage();
  const caption = say('web.watch.mails.byKind');
  return (
    <div class="scroll" role="region" aria-label={caption} tabindex={0}>
      <table class="data">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say('web.watch.mails.kind')}</th>
            {FATES.map((fate) => (
              <th scope="col" class="figure" key={fate}>
                {translateLoosely(language, `web.watch.mails.${fate}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((each) => (
            <tr key={each.kind}>
              <th scope="row">{kindName(language, each.kind)}</th>
              {FATES.map((fate) => (
                <td class="figure" key={fate}>
                  {formatNumber(language, each[fate])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function kindName(language: Language, kind: string): string {
  const key = `web.mail-kind.${kind}`;
  return hasMessage(key) ? translateLoosely(language, key) : kind;
}
