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
