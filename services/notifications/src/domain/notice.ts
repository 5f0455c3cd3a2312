/** What the contest tells people by mail. */
export const NOTICES = [
  'submissionReceived',
  'submissionNominated',
  'submissionDeclined',
  'submissionReturned',
  'voteOpened',
  'ballotReminder',
  'champion',
  'winnersReleased',
] as const;
export type Notice = (typeof NOTICES)[number];

/** Notices that a person may do without; the others answer something that the person did. */
export const OPTIONAL_NOTICES = [
  'voteOpened',
  'ballotReminder',
  'winnersReleased',
] as const satisfies readonly Notice[];
export type OptionalNotice = (typeof OPTIONAL_NOTICES)[number];

/** Whether a notice may be stopped. */
export function isOptional(notice: Notice): notice is OptionalNotice {
  return (OPTIONAL_NOTICES as readonly Notice[]).includes(notice);
}

/** How the submitter is told what the screeners decided. */
export const NOTICE_OF_OUTCOME: Readonly<Record<string, Notice>> = {
  nominated: 'submissionNominated',
  declined: 'submissionDeclined',
  returned: 'submissionReturned',
};
