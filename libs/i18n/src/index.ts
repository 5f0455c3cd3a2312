export { direction, isolate, isolateWhereMixed, withoutBidiControls } from './bidi.js';
export { AREAS, manifest, type Area, type CheckMark, type Manifest } from './catalogue.js';
export { coverage, sentencesOf, type AreaCoverage, type Sentence } from './coverage.js';
export {
  countryName,
  formatDay,
  formatInstant,
  formatList,
  formatNumber,
  formatTime,
  languageName,
} from './formatting.js';
export type { MessageKey, MessageParams } from './keys.js';
export { localeOf } from './locale.js';
export { MAIL_KINDS, renderMail, type MailKind, type MailParams, type RenderedMail } from './mail.js';
export { negotiateLanguage } from './negotiation.js';
export { problemTexts } from './problem-texts.js';
export {
  hasMessage,
  onTranslationTrouble,
  showPseudoLanguage,
  translate,
  translateIfPossible,
  translateLoosely,
  translationTroubles,
  type LooseParams,
  type ParamValue,
  type ParamsArgument,
  type TranslationTrouble,
} from './translate.js';
