/** Deadlines in the reader's own zone, and how long it still is, counted from the server's clock and not from this one. */
const openedAt = performance.now();

for (const place of document.querySelectorAll<HTMLElement>('[data-until]')) {
  const until = Date.parse(place.dataset['until'] ?? '');
  const serverNow = Date.parse(place.dataset['now'] ?? '');
  const language = document.documentElement.lang;
  const mine = place.querySelector<HTMLElement>('[data-mine]');
  if (mine !== null) {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone !== place.dataset['zone']) {
      const text = new Intl.DateTimeFormat(mine.dataset['locale'], {
        dateStyle: 'long',
        timeStyle: 'short',
        hourCycle: 'h23',
      }).format(until);
      mine.textContent = (mine.dataset['text'] ?? '{instant}').replace('{instant}', text).replace('{zone}', zone);
      mine.hidden = false;
    }
  }
  const left = place.querySelector<HTMLElement>('[data-left]');
  if (left === null || Number.isNaN(serverNow)) continue;
  const unit = (name: string, value: number) =>
    new Intl.NumberFormat(left.dataset['locale'] ?? language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
    }).format(value);
  const show = () => {
    const minutes = Math.ceil((until - serverNow - (performance.now() - openedAt)) / 60_000);
    if (minutes <= 0) return location.reload();
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
    const parts =
      days > 0 ? [unit('day', days), unit('hour', hours)] : [unit('hour', hours), unit('minute', minutes % 60)];
    const list = new Intl.ListFormat(left.dataset['locale'] ?? language, { type: 'unit', style: 'long' });
    left.textContent = (left.dataset['text'] ?? '{left}').replace('{left}', list.format(parts));
    setTimeout(show, 60_000 - ((performance.now() - openedAt) % 60_000));
  };
  if (until > serverNow) setTimeout(show, 60_000);
}

export {};
