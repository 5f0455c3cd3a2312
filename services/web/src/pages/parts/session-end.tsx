import { formatTime, localeOf, translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { useAddress, useIsland, usePage } from '../page-context.js';

/** Until when somebody is signed in; with scripts also a warning some minutes before, and a way to stay. */
export function SessionEnd() {
  const { language, session, say } = usePage();
  const address = useAddress();
  if (session === undefined) return null;
  useIsland('session');
  return (
    <aside
      class="session"
      data-session-left={session.leftMs}
      data-renewal={address('/session/renewal')}
      data-locale={localeOf(language)}
    >
      <p class="wide quiet" data-session-until tabindex={-1}>
        {untilInWords(language, session.endsAt)}
      </p>
      <div class="notice warning" data-session-warning hidden>
        <p
          role="alert"
          data-session-words
          data-ending={say('web.session.warning', { left: '{left}' })}
          data-last={say('web.session.last', { left: '{left}' })}
          data-over={say('web.session.over')}
          data-away={say('web.session.away')}
        />
        <p>
          <button type="button" class="button" data-session-stay>
            {say('web.session.stay')}
          </button>
          <a
            class="button"
            href={address(`/sign-in?to=${encodeURIComponent(address('/sign-in/back'))}`)}
            target="_blank"
            data-session-enter
            hidden
          >
            {say('web.sign-in.title')}
          </a>
        </p>
      </div>
    </aside>
  );
}

/** The words that say until when the session lasts. */
export function untilInWords(language: Language, endsAt: Date): string {
  return translate(language, 'web.session.until', { time: formatTime(language, endsAt, 'UTC') });
}
