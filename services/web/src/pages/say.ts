import { translate, type MessageKey, type ParamsArgument } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';

/** Where a page stands: its reader's language, and its address without the language. */
export interface PageContext {
  readonly language: Language;
  /** For example `/editions/demo-2026/nominees?category=C1`; empty on the home page. */
  readonly path: string;
  /** The address that people see, without a slash at its end. */
  readonly publicUrl: string;
}

export type Say = <K extends MessageKey>(key: K, ...params: ParamsArgument<K>) => string;

/** The messages of one language. */
export function speaker(language: Language): Say {
  return (key, ...params) => translate(language, key, ...params);
}
