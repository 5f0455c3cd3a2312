import type { RuleBook } from '@wsis/rule-book';
import type { PanelProgress } from '../../application/judging/ports.js';
import { csvLine } from '../parts/csv.js';
import type { TableState } from '../parts/table-query.js';

const FIGURES = {
  members: ({ members }) => members.length,
  entries: ({ entries }) => entries,
  sealed: ({ sealedSheets }) => sealedSheets,
  conflicts: ({ conflicts }) => conflicts,
} as const satisfies Readonly<Record<string, (panel: PanelProgress) => number>>;
/** What the list of panels is sorted by; else it stands in the order of the rules. */
export const PANEL_SORTS = Object.keys(FIGURES);

/** All categories of the rules: one without a panel is a row, too. */
export function withoutPanel(ruleBook: RuleBook, panels: readonly PanelProgress[]): readonly PanelProgress[] {
  const nobody = {
    chair: undefined,
    members: [],
    entries: 0,
    sealedSheets: 0,
    conflicts: 0,
    proposed: false,
    decided: false,
  };
  return ruleBook.categories.map(
    ({ code }) => panels.find(({ category }) => category === code) ?? { category: code, ...nobody },
  );
}

/** The panels as the address asks for them. */
export function sortedPanels(
  panels: readonly PanelProgress[],
  { sort, descending }: Pick<TableState, 'sort' | 'descending'>,
): readonly PanelProgress[] {
  const figure = Object.entries(FIGURES).find(([name]) => name === sort)?.[1];
  if (figure === undefined) return panels;
  return panels.toSorted((one, other) => (figure(one) - figure(other)) * (descending ? -1 : 1));
}

/** How far the panels are as a table for other programs (RFC 4180): counts, and nothing of what anybody scored. */
export function panelsCsv(panels: readonly PanelProgress[]): string {
  const rows = panels.map((panel) => [
    panel.category,
    ...Object.values(FIGURES).map((figure) => String(figure(panel))),
    panel.decided ? 'yes' : 'no',
  ]);
  return [['category', ...PANEL_SORTS, 'decided'], ...rows].map(csvLine).join('');
}
