import type { MailFigures, MailsOfKind } from '../../application/watch/ports.js';
import type { Json } from './json.js';

type Fate = Exclude<keyof MailsOfKind, 'kind'>;

/** What became of a mail, by the state in which a service keeps it. */
const FATES: Readonly<Record<string, Fate>> = {
  due: 'waiting',
  claimed: 'waiting',
  sending: 'waiting',
  waiting: 'waiting',
  withheld: 'waiting',
  sent: 'sent',
  'handed-over': 'sent',
  bounced: 'failed',
  unknown: 'failed',
  'given-up': 'failed',
  dropped: 'dropped',
};

/** Counts by kind and state, as the services that send mails tell them; `named` is what they call the kind. */
export function mailsOf(answer: Json, named: 'kind' | 'notice'): MailFigures {
  const kinds = new Map<string, Record<Fate, number>>();
  for (const item of answer.at('items').items()) {
    const kind = item.at(named).text() ?? '';
    const fate = FATES[item.at('state').text() ?? ''];
    const counts = kinds.get(kind) ?? { waiting: 0, sent: 0, failed: 0, dropped: 0 };
    if (fate !== undefined) counts[fate] += item.at('mails').number() ?? 0;
    kinds.set(kind, counts);
  }
  return {
    kinds: [...kinds].map(([kind, counts]) => ({ kind, ...counts })),
    hours: answer
      .at('hours')
      .items()
      .flatMap((entry) => {
        const hour = entry.at('hour').instant();
        const [sent, failed] = [entry.at('sent').number() ?? 0, entry.at('failed').number() ?? 0];
        return hour === undefined ? [] : [{ hour, sent, failed }];
      }),
  };
}
