import { direction, formatInstant, formatNumber } from '@wsis/i18n';
import { usePage } from '../page-context.js';

const WIDTH = 720;
const HEIGHT = 160;
const TOP = 24;
const BOTTOM = 24;
const GAP = 2;
const LEAST = 2;

export interface HourBarsProps {
  /** What is counted. */
  readonly title: string;
  /** What each part of a bar counts, from the bottom up. */
  readonly parts: readonly { readonly name: string; readonly mood: 'good' | 'bad' | 'plain' }[];
  /** One after the other without a gap, with a value for each part. */
  readonly hours: readonly (readonly [hour: Date, values: readonly number[]])[];
  readonly timeZone: string;
}

/** Something counted by the hour, as bars; the same figures stand below it as a table. Time runs as the language is read. */
export function HourBars({ title, parts, hours, timeZone }: HourBarsProps) {
  const { language, say } = usePage();
  const [first, last] = [hours[0]?.[0], hours.at(-1)?.[0]];
  if (first === undefined || last === undefined) return <p class="quiet">{say('web.hours.none', { title })}</p>;
  const most = Math.max(1, ...hours.map(([, values]) => sum(values)));
  const step = WIDTH / Math.max(hours.length, 12);
  const rightToLeft = direction(language) === 'rtl';
  const fromStart = (x: number, width = 0) => (rightToLeft ? WIDTH - x - width : x);
  // One among thousands is still to be seen.
  const up = (value: number) => (value === 0 ? 0 : Math.max(LEAST, (value / most) * (HEIGHT - TOP - BOTTOM)));
  const instant = (hour: Date) => formatInstant(language, hour, timeZone);
  return (
    <figure class="bars">
      <figcaption>
        {title}{' '}
        {parts.length < 2
          ? null
          : parts.map(({ name, mood }) => (
              <span key={name} class={`key ${mood}`}>
                {name}
              </span>
            ))}
      </figcaption>
      <div class="scroll" role="region" aria-label={title} tabindex={0}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img">
          <title>{say('web.hours.picture', { title, first: instant(first), last: instant(last), most })}</title>
          <text x={fromStart(0)} y="14">
            {formatNumber(language, most)}
          </text>
          <line x1="0" x2={WIDTH} y1={TOP} y2={TOP} class="most" />
          {hours.map(([hour, values], index) =>
            values.map((value, part) => {
              const below = up(sum(values.slice(0, part)));
              const width = Math.max(1, step - GAP);
              return value === 0 ? null : (
                <rect
                  key={`${hour.getTime()} ${part}`}
                  class={parts[part]?.mood}
                  x={round(fromStart(index * step, width))}
                  y={round(HEIGHT - BOTTOM - below - up(value))}
                  width={round(width)}
                  height={round(up(value))}
                />
              );
            }),
          )}
          <line x1="0" x2={WIDTH} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
          <text x={fromStart(0)} y={HEIGHT - 6}>
            {instant(first)}
          </text>
          {hours.length < 12 ? null : (
            <text x={fromStart(WIDTH)} y={HEIGHT - 6} text-anchor="end">
              {instant(last)}
            </text>
          )}
        </svg>
      </div>
      <details>
        <summary>{say('web.hours.figures')}</summary>
        <HourTable title={title} parts={parts} hours={hours} timeZone={timeZone} />
      </details>
    </figure>
  );
}

/** The hours in which something was, the latest first. */
function HourTable({ title, parts, hours, timeZone }: HourBarsProps) {
  const { language, say } = usePage();
  const busy = hours.filter(([, values]) => sum(values) > 0).toReversed();
  return (
    <table class="data">
      <caption class="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{say('web.hours.from')}</th>
          {parts.map(({ name }) => (
            <th scope="col" class="figure" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {busy.map(([hour, values]) => (
          <tr key={hour.getTime()}>
            <th scope="row">{formatInstant(language, hour, timeZone)}</th>
            {values.map((value, part) => (
              <td class="figure" key={parts[part]?.name}>
                {formatNumber(language, value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
