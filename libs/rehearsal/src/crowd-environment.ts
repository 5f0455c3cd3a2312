/** Settings that let a crowd behind one machine sign in at once; limits themselves are tested elsewhere. */
export const CROWD_ENVIRONMENT: Readonly<Record<string, string>> = {
  TRUSTED_PROXIES: '127.0.0.1',
  CODES_PER_ADDRESS_PER_HOUR: '100',
  CODES_PER_CLIENT_PER_MINUTE: '10000',
  CODES_PER_NETWORK_PER_MINUTE: '100000',
  CODES_WITHOUT_PROOF_PER_MINUTE: '1000000',
  CODES_PER_MINUTE: '1000000',
  CODE_CHECKS_PER_ADDRESS_PER_HOUR: '100',
  CODE_CHECKS_PER_CLIENT_PER_MINUTE: '10000',
  CODE_CHECKS_PER_MINUTE: '1000000',
};
