import { returnPath } from './return-path.js';

describe('The way back after a detour', () => {
  it.each(['/ar', '/en/desk', '/fr?x=1', '/ru/desk/approvals?page=2#a'])('leads to %s', (path) => {
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    undefined,
    '',
    'https://evil.example/en',
    '//evil.example/en',
    '/en//evil.example',
    '/\\evil.example',
    '/en\\..',
    '/en/\n/evil.example',
    '/de/desk',
    '/english',
    `/en/${'x'.repeat(600)}`,
  ])('never leads to %p', (path) => {
    expect(returnPath(path)).toBeUndefined();
  });
});
