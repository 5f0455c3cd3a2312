export { Chance } from './chance.js';
export { CROWD_ENVIRONMENT } from './crowd-environment.js';
export { KeptMail, MailSink } from './mail-sink.js';
export { play, playUntilVote, prepareOpenVote, type OpenVote, type Report } from './play.js';
export { Progress } from './progress.js';
export { UnexpectedAnswer, type Answer, type Call, HttpClient } from './http-client.js';
export type { Check, EditionName, Nominee, PlayOptions } from './stage.js';
export { byTwo, type StaffAccess, type StaffMember } from './people/staff.js';
export type { Choices, Voter } from './people/voter.js';
