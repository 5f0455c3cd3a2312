/** Deadlines in the reader's own zone, and how long it still is: counted from the server's clock, not from this one. */
const openedAt = performance.now();
const MINUTE = 60_000;

for (const place of document.querySelectorAll<HTMLElement>('[data-until]')) {
  const { until, now, zone, locale } = place.dataset;
  const [end, serverNow] = [Date.parse(until ?? ''), Date.parse(now ?? '')];
  const mine = place.querySelector<HTMLElement>('[data-mine]');
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (mine !== null && own !== zone) {
    const text = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' }).format(
      end,
    );
    mine.textContent = (mine.dataset['text'] ?? '').replace('{instant}', text).replace('{zone}', own);
  }
  const left = place.querySelector<HTMLElement>('[data-left]');
  if (left === null || Number.isNaN(serverNow)) continue;
  const amount = (unit: string, value: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  const show = () => {
    const minutes = Math.ceil((end - serverNow - (performance.now() - openedAt)) / MINUTE);
    if (minutes <= 0) {
      left.textContent = left.dataset['over'] ?? '';
      return;
    }
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
    const parts =
      days > 0 ? [amount('day', days), amount('hour', hours)] : [amount('hour', hours), amount('minute', minutes % 60)];
    const list = new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' }).format(parts);
    left.textContent = (left.dataset['text'] ?? '').replace('{left}', list);
    setTimeout(show, MINUTE);
  };
  if (end > serverNow) setTimeout(show, MINUTE);
}

export {};
