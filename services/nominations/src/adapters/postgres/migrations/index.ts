import type { Migration } from '@wsis/persistence';
import { submissions } from './0001-submissions.js';
import { nomineesRelease } from './0002-nominees-release.js';
import { nomineeSearch } from './0003-nominee-search.js';
import { picturesAndReports } from './0004-pictures-and-reports.js';
import { wordsOfOriginals } from './0005-words-of-originals.js';
import { coEditors } from './0006-co-editors.js';
import { versionsOfTexts } from './0007-versions-of-texts.js';
import { screeningConflicts } from './0008-screening-conflicts.js';
import { mergedOrganisations } from './0009-merged-organisations.js';
import { loweredGates } from './0011-lowered-gates.js';
import { translationAssignments } from './0010-translation-assignments.js';

/** The schema of nominations, in order. */
export const nominationsMigrations: readonly Migration[] = [
  submissions,
  nomineesRelease,
  nomineeSearch,
  picturesAndReports,
  wordsOfOriginals,
  coEditors,
  versionsOfTexts,
  screeningConflicts,
  mergedOrganisations,
  translationAssignments,
  loweredGates,
];
