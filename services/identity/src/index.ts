export type { FirstSecretary } from './application/bootstrap-secretariat.js';
export { IDENTITY_VARIABLES } from './config.js';
export { identityService } from './definition.js';
export { BootstrapRefused, bootstrapSecretariat, totpNow } from './installation.js';
