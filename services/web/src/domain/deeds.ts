/** What the services put on record, as they name it; what each of them offers stands under the empty name. */
export const DEEDS: Readonly<Record<string, readonly string[]>> = {
  '': [
    'approval.proposed',
    'approval.approved',
    'approval.refused',
    'approval.expired',
    'approval.failed',
    'approval.not-executed',
    'POST /approvals/:id/approval',
    'POST /approvals/:id/refusal',
    'GET /audit',
    'GET /audit/export',
    'GET /parked',
    'POST /parked/replay',
    'POST /switches/:name',
  ],
  competition: [
    'POST /editions',
    'PUT /editions/:edition/rule-book/draft',
    'POST /editions/:edition/rule-book/adoption',
    'POST /editions/:edition/calendar/changes',
    'POST /editions/:edition/phases/:phase/opening',
    'POST /editions/:edition/phases/:phase/extension',
    'POST /editions/:edition/phases/:phase/closing',
    'POST /editions/:edition/dress-rehearsals',
    'POST /editions/:edition/dress-rehearsals/:id/cancellation',
  ],
  nominations: [
    'POST /submissions/:id/screening',
    'POST /editions/:edition/screenings',
    'POST /submissions/:id/category',
    'PUT /submissions/:id/texts/:language',
    'POST /submissions/:id/conflict',
    'POST /editions/:edition/translations/:language/checks',
    'PUT /editions/:edition/translations/:language/assignments',
    'POST /editions/:edition/language-gate/lowered',
    'POST /editions/:edition/nominee-list/freeze',
    'POST /nominees/:id/withdrawal',
    'GET /editions/:edition/breach-reports',
    'PUT /editions/:edition/breach-reports/:id/note',
  ],
  evaluation: [
    'POST /editions/:edition/panels',
    'GET /editions/:edition/panels/:category/ranking',
    'POST /editions/:edition/decisions',
    'GET /editions/:edition/decisions',
    'POST /editions/:edition/conflicts',
    'PUT /editions/:edition/sheets/:nominee',
    'POST /editions/:edition/sheets/:nominee/seal',
  ],
  identity: [
    'POST /invitations',
    'POST /roles/revocation',
    'POST /editions/:edition/role-holders/:id/invitation',
    'POST /second-factor/resets',
    'GET /editions/:edition/role-holders',
    'GET /registry/organisations',
    'GET /registry/organisations/:id/members',
    'POST /registry/organisations/:id/members/:member/removal',
    'GET /registry/organisations/:id/merging',
    'POST /registry/organisations/:id/merging',
    'support.looked',
    'support.code-sent',
    'support.unblocked',
  ],
  voting: [
    'POST /editions/:edition/reviews',
    'POST /editions/:edition/restorations',
    'POST /editions/:edition/removals',
    'POST /editions/:edition/certification',
    'POST /editions/:edition/openings-export',
    'POST /editions/:edition/running-counts',
    'POST /editions/:edition/pause',
    'GET /editions/:edition/tally',
    'GET /editions/:edition/openings/:id',
    'GET /editions/:edition/running-counts/:id',
    'GET /editions/:edition/removals/:number/evidence',
  ],
  promotion: [
    'POST /editions/:edition/certificates',
    'POST /editions/:edition/certificates/batch',
    'POST /editions/:edition/releases',
    'GET /editions/:edition/releases/staged',
    'GET /editions/:edition/releases/:kind/preview',
  ],
  notifications: ['GET /editions/:edition/mails/failed'],
};

/** The key of the sentence for a deed: its action without the parameters. */
export function deedKey(action: string): string {
  const words = action
    .toLowerCase()
    .replace(/:[a-z]+/g, '')
    .match(/[a-z]+/g);
  return `web.deed.${words?.join('-') ?? ''}`;
}
