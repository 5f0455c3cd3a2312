import { OPTIONAL_NOTICES, type OptionalNotice } from './notice.js';

/** What a link at the foot of a mail stops: one kind of notice for one account. */
export interface StopLink {
  readonly accountId: string;
  readonly notice: OptionalNotice;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is signed. */
export function stopLinkText({ accountId, notice }: StopLink): string {
  return `${accountId}.${notice}`;
}

/** Reads it back; undefined when it names no account or no notice that may be stopped. */
export function readStopLink(text: string): StopLink | undefined {
  const [accountId = '', named = ''] = text.split('.');
  const notice = OPTIONAL_NOTICES.find((each) => each === named);
  return UUID.test(accountId) && notice !== undefined ? { accountId, notice } : undefined;
}
