import { domainToASCII } from 'node:url';
import { err, ok, type Result } from '@wsis/kernel';

/** One mailbox, however its owner writes its address. */
export interface MailboxAddress {
  /** What mail is sent to: as typed, with its domain in ASCII. */
  readonly deliverable: string;
  /** What two spellings of one mailbox have in common. Never sent to. */
  readonly canonical: string;
  /** Lower case, ASCII, after aliases. */
  readonly domain: string;
}

/** The rule that a text breaks as an address. */
export type AddressRule =
  | 'address.required'
  | 'address.tooLong'
  | 'address.oneAt'
  | 'address.quoted'
  | 'address.characters'
  | 'address.dots'
  | 'address.domain';

const LONGEST_ADDRESS = 254; // RFC 5321, 4.5.3.1.3, less the angle brackets
const LONGEST_LOCAL_PART = 64; // RFC 5321, 4.5.3.1.1, in octets

interface ProviderRule {
  /** Other domains that reach the same mailboxes. */
  readonly aliases?: readonly string[];
  /** Characters that the provider ignores in the local part. */
  readonly ignored?: RegExp;
  /** Characters that the provider takes for a dot. */
  readonly dots?: RegExp;
}

/** What mail providers say about spellings that reach one mailbox. Domains that are not here keep their dots. */
const PROVIDERS: Readonly<Record<string, ProviderRule>> = {
  'gmail.com': { aliases: ['googlemail.com'], ignored: /\./g },
  'protonmail.com': { aliases: ['proton.me', 'pm.me', 'protonmail.ch'], ignored: /[._-]/g },
  'yandex.ru': { aliases: ['yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru'], dots: /-/g },
  'icloud.com': { aliases: ['me.com', 'mac.com'] },
  'fastmail.com': { aliases: ['fastmail.fm'] },
};

const PROVIDER_OF_ALIAS: ReadonlyMap<string, string> = new Map(
  Object.entries(PROVIDERS).flatMap(([domain, rule]) => (rule.aliases ?? []).map((alias) => [alias, domain] as const)),
);

// RFC 5321 atoms, and letters, marks and digits of any script (RFC 6531).
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~.]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Reads an address, and finds the one spelling that all spellings of its mailbox share. */
export function canonicalAddress(typed: string): Result<MailboxAddress, AddressRule> {
  if (typed.length > 2 * LONGEST_ADDRESS) return err('address.tooLong');
  const text = typed.normalize('NFKC').trim();
  if (text === '') return err('address.required');
  if (text.includes('"')) return err('address.quoted');
  const at = text.indexOf('@');
  if (at < 0 || at !== text.lastIndexOf('@')) return err('address.oneAt');
  const local = text.slice(0, at);
  const asciiDomain = readDomain(text.slice(at + 1));
  if (asciiDomain === undefined) return err('address.domain');
  if (local === '' || !LOCAL_PART.test(local)) return err('address.characters');
  const tag = local.indexOf('+');
  const untagged = tag < 0 ? local : local.slice(0, tag);
  // What stands before a tag must be an address by itself, or the canonical spelling would be none.
  if (/^\.|\.$|\.\./.test(local) || untagged.endsWith('.')) return err('address.dots');
  const deliverable = `${local}@${asciiDomain}`;
  if (Buffer.byteLength(local) > LONGEST_LOCAL_PART || Buffer.byteLength(deliverable) > LONGEST_ADDRESS) {
    return err('address.tooLong');
  }
  const domain = PROVIDER_OF_ALIAS.get(asciiDomain) ?? asciiDomain;
  const mailbox = foldLocalPart(untagged, PROVIDERS[domain] ?? {});
  if (mailbox === '') return err('address.characters');
  return ok({ deliverable, canonical: `${mailbox}@${domain}`, domain });
}

function foldLocalPart(local: string, rule: ProviderRule): string {
  // A second NFKC: lower-casing may leave a letter and a mark that compose.
  let mailbox = local.toLowerCase().normalize('NFKC');
  if (rule.dots) mailbox = mailbox.replace(rule.dots, '.');
  if (rule.ignored) mailbox = mailbox.replace(rule.ignored, '');
  return mailbox;
}

function readDomain(text: string): string | undefined {
  const ascii = domainToASCII(text.replace(/[.。]$/u, '')).toLowerCase();
  const labels = ascii.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return undefined;
  // An address of numbers is a machine, not a domain.
  return /^\d+$/.test(labels.at(-1) ?? '') ? undefined : ascii;
}
