import { SecretKeyring } from './keyring.js';

const keys = { addressKey: '11'.repeat(32), codeKey: '22'.repeat(32), secondFactorKey: '33'.repeat(32) };

describe('The keyring', () => {
  const keyring = new SecretKeyring(keys);

  it('hashes an address and a code differently under other keys', () => {
    const other = new SecretKeyring({ ...keys, addressKey: '44'.repeat(32), codeKey: '55'.repeat(32) });
    expect(keyring.addressHash('a@x.org')).toMatch(/^[0-9a-f]{64}$/);
    expect(keyring.addressHash('a@x.org')).not.toBe(other.addressHash('a@x.org'));
    expect(keyring.codeHash('h', 'ABCDEFGH')).not.toBe(other.codeHash('h', 'ABCDEFGH'));
  });

  it('binds a code to its mailbox', () => {
    expect(keyring.codeHash('one', 'ABCDEFGH')).not.toBe(keyring.codeHash('two', 'ABCDEFGH'));
  });

  it('opens what it sealed, for that account only', () => {
    const sealed = keyring.seal('JBSWY3DPEHPK3PXP', 'account-1');
    expect(sealed.toString('latin1')).not.toContain('JBSWY3DPEHPK3PXP');
    expect(keyring.open(sealed, 'account-1')).toBe('JBSWY3DPEHPK3PXP');
    expect(() => keyring.open(sealed, 'account-2')).toThrow();
  });

  it('notices every changed byte', () => {
    const sealed = keyring.seal('JBSWY3DPEHPK3PXP', 'account-1');
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => keyring.open(changed, 'account-1')).toThrow();
    }
  });

  it('never seals the same way twice', () => {
    expect(keyring.seal('same', 'a')).not.toEqual(keyring.seal('same', 'a'));
  });

  it.each(['addressKey', 'codeKey', 'secondFactorKey'])('names %s when it is missing', (name) => {
    expect(() => new SecretKeyring({ ...keys, [name]: 'ab' })).toThrow(`SECRETS_FILE: ${name} must be 32 bytes in hex`);
  });
});
