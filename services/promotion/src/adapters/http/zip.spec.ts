import { zipOf } from './zip.js';

describe('Files in one ZIP', () => {
  const content = new TextEncoder().encode('123456789');
  const zip = zipOf([
    { name: 'a.pdf', content },
    { name: 'bb.pdf', content: new Uint8Array() },
  ]);

  it('stand in it as they are, each with its checksum', () => {
    expect(zip.readUInt32LE(0)).toBe(0x04034b50);
    // The check value of CRC-32 (ISO-HDLC) for these nine bytes.
    expect(zip.readUInt32LE(14)).toBe(0xcbf43926);
    expect(zip.subarray(30, 35).toString()).toBe('a.pdf');
    expect(zip.subarray(35, 44)).toEqual(Buffer.from(content));
  });

  it('are listed at its end, each with its place', () => {
    const end = zip.subarray(-22);
    expect(end.readUInt32LE(0)).toBe(0x06054b50);
    expect([end.readUInt16LE(8), end.readUInt16LE(10)]).toEqual([2, 2]);
    const directory = end.readUInt32LE(16);
    expect(zip.readUInt32LE(directory)).toBe(0x02014b50);
    const second = directory + 46 + 'a.pdf'.length;
    expect(zip.subarray(second + 46, second + 52).toString()).toBe('bb.pdf');
    expect(zip.readUInt32LE(second + 42)).toBe(44);
    expect(end.readUInt32LE(12)).toBe(zip.length - 22 - directory);
  });

  it('are the same bytes for the same files', () => {
    expect(zipOf([{ name: 'a.pdf', content }])).toEqual(zipOf([{ name: 'a.pdf', content }]));
  });
});
