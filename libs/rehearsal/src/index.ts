export { Chance } from './chance.js';
export { CROWD_ENVIRONMENT } from './crowd-environment.js';
export { KeptMail, MailSink } from './mail-sink.js';
export { play, playUntilVote, prepareOpenVote, type OpenVote, type Report } from './play.js';
export { Progress } from './progress.js';
export { UnexpectedAnswer, type Answer, type Call, HttpClient } from './http-client.js';
export { commentOf } from './acts/judge.js';
export {
  MOMENTS,
  until,
  type Check,
  type EditionName,
  type Moment,
  type Nominee,
  type PlayOptions,
  type Stage,
} from './stage.js';
export { codeIn, nextCode, signInByMail } from './people/inbox-code.js';
export { byTwo, type StaffAccess, type StaffMember } from './people/staff.js';
export type { Choices, Voter } from './people/voter.js';
