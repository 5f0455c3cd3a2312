import { isIPv4, isIPv6 } from 'node:net';

export interface ClientPrefix {
  /** One client: an IPv4 address, or an IPv6 /64, which is what one subscriber has at least. */
  readonly client: string;
  /** Its neighbourhood, for soft limits only, since a whole office or university may be behind it: IPv4 /24 or IPv6 /48. */
  readonly network: string;
}

/** What all clients without a readable address share. */
const UNKNOWN: ClientPrefix = { client: 'unknown', network: 'unknown' };

/** The keys under which a client address is limited, in one canonical form; IPv4 inside of IPv6 (RFC 4291 section 2.5.5.2) is IPv4. */
export function clientPrefix(address: string | undefined): ClientPrefix {
  // A zone (fe80::1%eth0) names an interface of ours, not the client.
  const text = address?.replace(/%.*$/, '') ?? '';
  if (isIPv4(text)) return ofIPv4(text);
  if (!isIPv6(text)) return UNKNOWN;
  const groups = groupsOf(text);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high, low] = [groups[6] as number, groups[7] as number];
    return ofIPv4(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`);
  }
  const prefix = (count: number) =>
    `${groups
      .slice(0, count)
      .map((group) => group.toString(16))
      .join(':')}::/${count * 16}`;
  return { client: prefix(4), network: prefix(3) };
}

function ofIPv4(text: string): ClientPrefix {
  return { client: text, network: `${text.slice(0, text.lastIndexOf('.'))}.0/24` };
}

/** The eight groups of an IPv6 address that `isIPv6` accepts. */
function groupsOf(text: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  const hexOf = (high: string | undefined, low: string | undefined) => (Number(high) * 256 + Number(low)).toString(16);
  const plain = dotted ? `${dotted[1]}${hexOf(dotted[2], dotted[3])}:${hexOf(dotted[4], dotted[5])}` : text;
  const [before = '', after] = plain.split('::');
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const head = read(before);
  const tail = after === undefined ? [] : read(after);
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}
