import type { HttpClient } from '../http-client.js';
import type { KeptMail } from '../mail-sink.js';

const CODE = /\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b/;

/** The code that a mail carries, as `AB2C-3DEF`; undefined for every other mail. */
export function codeIn(text: string): string | undefined {
  return CODE.exec(text)?.[0];
}

/** Waits for the first code among the mails to an address after the first `seen` ones; other mails are passed over. */
export async function nextCode(mail: KeptMail, address: string, seen: number): Promise<string> {
  for (let index = seen; ; index += 1) {
    const code = codeIn((await mail.next(address, index)).text);
    if (code !== undefined) return code;
  }
}

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
  const code = await nextCode(mail, mailbox, seen);
  const answer = await http.expect([200, 201], {
    method: 'POST',
    path: '/api/identity/sessions',
    body: { email, code },
    from,
  });
  return { token: answer.body.token as string, accountId: answer.body.account.accountId as string };
}
