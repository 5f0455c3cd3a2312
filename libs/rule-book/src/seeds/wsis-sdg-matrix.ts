/**
 * Goals that the WSIS-SDG Matrix links to each category: a hint in the form, never a rule.
 * A reading of a living document; `toConfirm` lists its doubtful cells.
 */
export const wsisSdgMatrix: Readonly<Record<string, readonly number[]>> = {
  C1: [1, 3, 5, 10, 16, 17],
  C2: [1, 8, 9, 11],
  C3: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17],
  C4: [1, 2, 3, 4, 5, 6, 12, 13, 14, 16, 17],
  C5: [1, 4, 5, 7, 8, 9, 11, 16, 17],
  C6: [2, 4, 5, 8, 9, 10, 11, 16, 17],
  'C7-egov': [9, 16, 17],
  'C7-ebus': [1, 2, 5, 8, 9, 17],
  'C7-elea': [4],
  'C7-ehea': [1, 2, 3, 5, 17],
  'C7-eemp': [4, 8, 10, 12, 17],
  'C7-eenv': [9, 11, 13, 14, 15],
  'C7-eagr': [1, 2, 3, 4, 5, 8, 9, 12, 13, 17],
  'C7-esci': [1, 4, 6, 7, 13, 14, 15, 17],
  C8: [2, 4, 6, 8, 11, 12],
  C9: [5, 9, 12, 16],
  C10: [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 16, 17],
  C11: [17],
};

/** Doubtful cells of the matrix, as read here. */
export const wsisSdgMatrixToConfirm: readonly {
  readonly category: string;
  readonly sdg: number;
  readonly inMatrix: boolean | null;
}[] = [
  { category: 'C2', sdg: 8, inMatrix: true },
  { category: 'C4', sdg: 8, inMatrix: false },
  { category: 'C3', sdg: 4, inMatrix: true },
  { category: 'C7-eenv', sdg: 14, inMatrix: true },
  { category: 'C7-eenv', sdg: 15, inMatrix: true },
  { category: 'C7-eenv', sdg: 16, inMatrix: false },
  { category: 'C9', sdg: 5, inMatrix: true },
  { category: 'C8', sdg: 5, inMatrix: false },
  { category: 'C8', sdg: 9, inMatrix: false },
];
