import { webAddress } from './web-address.js';

it.each([
  ['https://example.org', 'https://example.org/'],
  ['http://münchen.example/ä', 'http://xn--mnchen-3ya.example/%C3%A4'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['example.org', undefined],
  [undefined, undefined],
])('%j leads to %j', (written, address) => {
  expect(webAddress(written)).toBe(address);
});
