import { renderMail, type RenderedMail } from '@wsis/i18n';
import { exhaustive, type Language } from '@wsis/kernel';
import type { MailFacts } from '../../application/ports.js';
import type { Notice } from '../../domain/notice.js';

/** Writes a notice in a language, with links to the pages in that language; one that may be stopped says how. */
export function writeNotice(
  notice: Notice,
  facts: MailFacts,
  language: Language,
  publicUrl: string,
  stop?: string,
): RenderedMail {
  const { category, reason, timeZone } = facts;
  const edition = facts.editionName;
  const project = projectName(facts, language);
  const page = `${publicUrl}/${language}/editions/${encodeURIComponent(facts.editionId)}`;
  const submission = `${publicUrl}/${language}/desk/submissions/${encodeURIComponent(facts.submissionId)}`;
  const stoppable = stop === undefined ? {} : { stopLink: `${publicUrl}/${language}/stop-mails/${stop}` };
  switch (notice) {
    case 'submissionReceived':
    case 'submissionNominated':
      return renderMail(language, notice, { project, edition, category, link: submission });
    case 'submissionDeclined':
      return renderMail(language, notice, { project, edition, reason });
    case 'submissionReturned':
      return renderMail(language, notice, { project, edition, reason, link: submission });
    case 'voteOpened':
      if (facts.votingClosesAt === null) throw new Error('The vote has no planned close to tell');
      return renderMail(language, notice, {
        edition,
        closesAt: facts.votingClosesAt,
        timeZone,
        link: `${page}/nominees`,
        ...stoppable,
      });
    case 'ballotReminder':
      if (facts.votingClosesAt === null) throw new Error('The vote has no planned close to tell');
      return renderMail(language, notice, {
        edition,
        closesAt: facts.votingClosesAt,
        timeZone,
        link: `${page}/ballot`,
        ...stoppable,
      });
    case 'champion':
      return renderMail(language, notice, { project, edition, category, link: `${page}/results` });
    case 'winnersReleased':
      return renderMail(language, notice, { edition, link: `${page}/results`, ...stoppable });
    default:
      return exhaustive(notice);
  }
}

/** The project's title; the number of the submission stands for one that has none. */
function projectName({ titles, original, submissionId }: MailFacts, language: Language): string {
  return titles[language] || titles[original] || `#${submissionId.replaceAll('-', '').slice(-8).toUpperCase()}`;
}
