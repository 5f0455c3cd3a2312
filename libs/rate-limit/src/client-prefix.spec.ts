import fc from 'fast-check';
import { clientPrefix } from './client-prefix.js';

test.each([
  ['203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['::FFFF:cb00:714d', '203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
  ['::1', '0:0:0:0::/64', '0:0:0::/48'],
  ['::', '0:0:0:0::/64', '0:0:0::/48'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64', '64:ff9b:0::/48'],
  ['2001:db8:1:2:3:4:5::', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['999.0.0.1', 'unknown', 'unknown'],
  ['', 'unknown', 'unknown'],
  [undefined, 'unknown', 'unknown'],
  ['203.0.113.77, 10.0.0.1', 'unknown', 'unknown'],
])('%s is the client %s of the network %s', (address, client, network) => {
  expect(clientPrefix(address)).toEqual({ client, network });
});

test('every spelling of one IPv6 address is one client', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }), fc.nat(6), (groups, at) => {
      const withGap = groups.map((group, i) => (i === at || i === at + 1 ? 0 : group));
      const long = withGap.map((group) => group.toString(16).padStart(4, '0').toUpperCase()).join(':');
      const hex = withGap.map((group) => group.toString(16));
      const short = `${hex.slice(0, at).join(':')}::${hex.slice(at + 2).join(':')}`;
      expect(clientPrefix(short)).toEqual(clientPrefix(long));
      expect(clientPrefix(long).client).toBe(clientPrefix(long).client.toLowerCase());
    }),
  );
});
