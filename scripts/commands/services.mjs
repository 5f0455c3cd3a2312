/** The services of the distributed form, and which of the keys each may know. */
export const SERVICES = {
  identity: {
    roles: ['api', 'worker'],
    keys: ['identitySigningKey', 'voterSessionKey', 'codeKey', 'addressKey', 'secondFactorKey'],
  },
  competition: { roles: ['api', 'worker'], keys: [] },
  nominations: { roles: ['api', 'worker'], keys: [] },
  voting: { roles: ['api', 'worker'], keys: ['voterSessionKey', 'receiptSigningKey', 'commitmentKey'] },
  evaluation: { roles: ['api', 'worker'], keys: [] },
  promotion: { roles: ['api', 'worker'], keys: [] },
  notifications: { roles: ['api', 'worker'], keys: [] },
  // Pages have no events and no due work; they answer at the root.
  web: { roles: ['api'], keys: [], health: '/health' },
};

/** What every service must know to believe a session and another service. */
export const SHARED_KEYS = ['identityPublicKey', 'internalKey'];

/** Where a service says how it is. */
export const healthOf = (name) => SERVICES[name].health ?? `/api/${name}/health`;

/**
 * How Node runs a service, here and in deploy/Dockerfile. What waits for a batch outlives a small young generation and would be
 * copied again and again: the larger one took a tenth of the processor time of a ballot away, for 100 MiB at most.
 */
export const NODE_FLAGS = [
  '--enable-source-maps',
  '--max-semi-space-size=64',
  // V8 would take what requests leave behind for long-lived, and move each of them to the old space: pauses of 20 ms instead of 2.
  '--no-allocation-site-pretenuring',
];
