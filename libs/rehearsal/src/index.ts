export { CROWD_ENVIRONMENT } from './crowd-environment.js';
export { KeptMail, MailSink } from './mail-sink.js';
export { play, playUntilVote, type Report } from './play.js';
export { Progress } from './progress.js';
export type { Check, EditionName, PlayOptions } from './stage.js';
export type { StaffAccess } from './people/staff.js';
