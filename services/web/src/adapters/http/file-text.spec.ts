import { textOfFile } from './file-text.js';

describe('A file', () => {
  it.each([
    ['UTF-8', Buffer.from('é中')],
    ['UTF-8 with a mark', Buffer.from('\uFEFFé中')],
    ['UTF-16, as some spreadsheets and translation programs write', Buffer.from('\uFEFFé中', 'utf16le')],
    ['UTF-16 the other way round', Buffer.from('\uFEFFé中', 'utf16le').swap16()],
  ])('is read in %s', (_, content) => {
    expect(textOfFile(content)).toBe('é中');
  });

  it('is not guessed at in any other encoding', () => {
    expect(textOfFile(Buffer.from('é', 'latin1'))).toBeUndefined();
  });
});
