/** What a file says: in UTF-8, or in UTF-16 where its first bytes say so. Undefined where it is in neither. */
export function textOfFile(content: Uint8Array): string | undefined {
  const encoding = encodings.find(([mark]) => mark.every((byte, index) => content[index] === byte))?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

const encodings = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
] as const;
