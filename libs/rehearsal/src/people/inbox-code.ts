import type { HttpClient } from '../http-client.js';
import type { KeptMail } from '../mail-sink.js';

const CODE = /\b([2-9A-HJ-NP-Z]{4})-([2-9A-HJ-NP-Z]{4})\b/;

/** Asks for a code, reads it in the mail, and signs in: what everybody does first. */
export async function signInByMail(
  http: HttpClient,
  mail: KeptMail,
  person: {
    readonly email: string;
    readonly language: string;
    readonly from?: string | undefined;
    readonly mailbox?: string;
  },
): Promise<{ readonly token: string; readonly accountId: string }> {
  // Codes of an account go to the mailbox that it was made with, however the address is spelled now.
  const mailbox = person.mailbox ?? person.email;
  const seen = mail.count(mailbox);
  const { email, language, from } = person;
  await http.expect(202, { method: 'POST', path: '/api/identity/codes', body: { email, language }, from });
  let code: string | undefined;
  for (let index = seen; code === undefined; index += 1) {
    const letter = await mail.next(mailbox, index);
    const found = CODE.exec(letter.text);
    if (found) code = `${found[1]}-${found[2]}`;
  }
  const answer = await http.expect([200, 201], {
    method: 'POST',
    path: '/api/identity/sessions',
    body: { email, code },
    from,
  });
  return { token: answer.body.token as string, accountId: answer.body.account.accountId as string };
}
