import { AUDIT_CSV_HEAD, auditCsvLine } from './audit-csv.js';

const entry = {
  id: '1',
  at: new Date('2026-05-01T10:00:00Z'),
  action: 'approval.approved',
  subjectKind: 'approval',
  subjectId: 'a"b',
  details: { reason: 'one, two' },
};

describe('The audit trail as a table', () => {
  it('quotes what would break a line, and leaves what is missing empty', () => {
    expect(AUDIT_CSV_HEAD.split(',')).toHaveLength(9);
    expect(auditCsvLine(entry)).toBe(
      '1,2026-05-01T10:00:00.000Z,,approval.approved,approval,"a""b",,,"{""reason"":""one, two""}"\r\n',
    );
  });

  it('lets no text become a formula', () => {
    for (const evil of ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)']) {
      const [, , , , , subject] = auditCsvLine({ ...entry, subjectId: evil }).split(',');
      expect(subject).toMatch(/^"?'/);
    }
  });
});
