import { LANGUAGES } from '@wsis/kernel';
import { MAIL_KINDS, renderMail, translationTroubles, type MailKind, type MailParams } from './index.js';

const closesAt = new Date('2026-05-05T21:00:00Z');
const link = 'https://example.org/en/editions/demo-2026';
const common = { edition: 'WSIS Prizes 2026', timeZone: 'Europe/Zurich', link };

const examples: { readonly [K in MailKind]: MailParams[K] } = {
  signInCode: { code: 'K7QX2M9P', minutes: 10 },
  invitation: { ...common, role: 'screener' },
  organisationInvitation: { name: 'The Lab', link },
  submissionReceived: { ...common, project: 'Digital Villages', category: 'C7-egov' },
  submissionNominated: { ...common, project: 'Digital Villages', category: 'C7-egov' },
  submissionDeclined: { edition: 'WSIS Prizes 2026', project: 'Digital Villages', reason: 'No evidence of results.' },
  submissionReturned: { ...common, project: 'Digital Villages', reason: 'Name your partners.' },
  voteOpened: { ...common, closesAt },
  ballotReminder: { ...common, closesAt, stopLink: 'https://prizes.example.org/stop' },
  voteExtended: { ...common, closesAt, beforeAt: new Date('2026-05-01T21:00:00Z'), reason: 'Many networks were down.' },
  ballotSaved: { ...common, version: 3, savedAt: closesAt },
  champion: { ...common, project: 'Digital Villages', category: 'C1' },
  winnersReleased: common,
  secondFactorReset: common,
  panelAssignment: { ...common, category: 'C11', closesAt },
  approvalWaiting: { summary: 'Close the vote', timeZone: 'Europe/Zurich', expiresAt: closesAt, link },
};

describe('Mails', () => {
  it.each(LANGUAGES.flatMap((language) => MAIL_KINDS.map((kind) => [language, kind] as const)))(
    'in %s say %s completely',
    (language, kind) => {
      const before = translationTroubles().size;
      const mail = renderMail(language, kind, examples[kind]);
      expect(translationTroubles().size).toBe(before);
      expect(mail.subject).not.toMatch(/mail\.|[{}\r\n]/);
      expect(mail.text).not.toMatch(/mail\.[a-zA-Z]+\.|[{}]|undefined/);
      expect(mail.html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
      expect(mail.html).not.toMatch(/<script|undefined/);
    },
  );

  it('leave codes and links free of invisible characters, so that they can be copied', () => {
    expect(renderMail('ar', 'signInCode', examples.signInCode).text.split('\n')).toContain('K7QX2M9P');
    expect(renderMail('ar', 'voteOpened', examples.voteOpened).text.split('\n')).toContain(link);
  });

  it('give deadlines in the zone of the edition and in UTC', () => {
    const { text } = renderMail('en', 'voteOpened', examples.voteOpened);
    expect(text).toContain('5 May 2026 at 23:00 UTC+2 (5 May 2026 at 21:00 UTC)');
  });

  it('name the category and the role in the language of the reader', () => {
    expect(renderMail('fr', 'champion', examples.champion).text).toContain('Le rôle des gouvernements');
    expect(renderMail('ru', 'invitation', examples.invitation).subject).toContain('Эксперт по отбору');
  });

  it('escape what others wrote, and let nobody add a header', () => {
    const mail = renderMail('en', 'submissionDeclined', {
      edition: 'WSIS Prizes 2026',
      project: 'x\r\nBcc: everyone@example.org <img src=x onerror=alert(1)>',
      reason: '</blockquote><script>alert(1)</script>\u202e',
    });
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toMatch(/<img|<script/);
    expect(mail.html).toContain('&lt;script&gt;');
    expect(mail.html).not.toContain('\u202e');
  });

  it('refuse a link that is not to the web', () => {
    expect(() => renderMail('en', 'winnersReleased', { edition: 'x', link: 'javascript:alert(1)' })).toThrow(/http/);
  });
});
