/**
 * Warns some minutes before the session ends, and lets it go on at a press. The time that is left comes from the server;
 * pages that are open beside this one tell each other when it was put off.
 */
const WARNED_MS = 5 * 60_000;
const MINUTE = 60_000;

for (const place of document.querySelectorAll<HTMLElement>('[data-session-left]')) {
  const part = (name: string) => place.querySelector<HTMLElement>(`[data-session-${name}]`);
  const [until, warning, words] = [part('until'), part('warning'), part('words')];
  const [stay, enter] = [part('stay'), part('enter')];
  if (until === null || warning === null || words === null || stay === null || enter === null) continue;
  const { sessionLeft, renewal = '', locale } = place.dataset;
  const others = new BroadcastChannel('wsis-session');
  let end = Date.now() + Number(sessionLeft);
  /** It cannot be put off any more. */
  let last = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (what: string, left = 0) => {
    const minutes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
    words.textContent = (words.dataset[what] ?? '').replace('{left}', minutes.format(Math.ceil(left / MINUTE)));
  };
  const show = () => {
    clearTimeout(timer);
    const left = end - Date.now();
    warning.hidden = left > WARNED_MS;
    if (!warning.hidden) say(left <= 0 ? 'over' : last ? 'last' : 'ending', left);
    stay.hidden = left <= 0 || last;
    enter.hidden = left > 0;
    if (left > 0) timer = setTimeout(show, warning.hidden ? left - WARNED_MS : Math.min(left, MINUTE));
  };
  const goOn = (later: number, said: string) => {
    end = later;
    until.textContent = said;
    show();
  };

  stay.addEventListener('click', () => {
    void (async () => {
      try {
        const answer = await fetch(renewal, { method: 'POST', headers: { 'wsis-island': 'session' } });
        if (!answer.ok) throw new Error(String(answer.status));
        const { left, said } = (await answer.json()) as { left: number; said: string };
        last = left <= WARNED_MS;
        goOn(Date.now() + left, said);
        if (!last) {
          others.postMessage({ end, said });
          until.focus();
        }
      } catch {
        say('away');
      }
    })();
  });
  others.addEventListener('message', ({ data }: MessageEvent<{ end: number; said: string }>) => {
    if (data.end > end) goOn(data.end, data.said);
  });
  // What was loaded anew in another tab was renewed on the way.
  others.postMessage({ end, said: until.textContent ?? '' });
  // Timers of a page that slept are late.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) show();
  });
  show();
}

export {};
