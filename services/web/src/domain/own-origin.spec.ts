import { isFromOurPages } from './own-origin.js';

const own = ['prizes.example.org', 'localhost:8080'];

describe('Where a form was sent from', () => {
  it.each([
    ['https://prizes.example.org', undefined, true],
    ['http://localhost:8080', 'same-origin', true],
    ['https://evil.example', 'cross-site', false],
    ['https://prizes.example.org.evil.example', undefined, false],
    ['http://localhost:8081', 'same-site', false],
    ['null', undefined, false],
    ['', undefined, false],
    [undefined, 'same-origin', true],
    [undefined, 'cross-site', false],
    [undefined, 'same-site', false],
    [undefined, 'none', false],
    [undefined, undefined, false],
  ])('origin %p and fetch site %p: believed %p', (origin, fetchSite, believed) => {
    expect(isFromOurPages({ origin, fetchSite }, own)).toBe(believed);
  });
});
