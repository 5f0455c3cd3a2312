import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '@wsis/kernel';
import { isolateWhereMixed } from './bidi.js';
import { catalogueOf } from './catalogue.js';
import type { MessageKey, MessageParams } from './keys.js';
import { localeOf } from './locale.js';
import { pseudoMessage } from './pseudo.js';

export type ParamValue = string | number | Date;
export type LooseParams = Readonly<Record<string, ParamValue>>;

/** What translation could not do as asked. Never silent: it is counted, and a listener hears of it. */
export interface TranslationTrouble {
  readonly kind: 'missing-key' | 'bad-params';
  readonly language: Language;
  readonly key: string;
}

export type ParamsArgument<K extends MessageKey> = MessageParams[K] extends undefined ? [] : [params: MessageParams[K]];

const compiled = new Map<string, Compiled>();
const troubles = new Map<string, number>();
let listener: (trouble: TranslationTrouble) => void = () => undefined;

let pseudo = false;

/** For tests alone: shows every message in a language that nobody speaks, so that what is not translated or does not fit is found. */
export function showPseudoLanguage(on: boolean): void {
  pseudo = on;
  compiled.clear();
}

/** Tells a listener (a metric, a log) of every message that was missing or could not be filled in. */
export function onTranslationTrouble(hear: (trouble: TranslationTrouble) => void): void {
  listener = hear;
}

/** How often each kind of trouble happened in this process, by `kind language key`. */
export function translationTroubles(): ReadonlyMap<string, number> {
  return troubles;
}

/** The message of a key in a language, with its parameters. Keys and parameters are checked by the compiler. */
export function translate<K extends MessageKey>(language: Language, key: K, ...params: ParamsArgument<K>): string {
  return translateLoosely(language, key, (params[0] ?? {}) as LooseParams);
}

/** Tells whether a key is in the catalogue; for keys that are put together while running. */
export function hasMessage(key: string): key is MessageKey {
  return catalogueOf('en').has(key);
}

/**
 * The message of a key that is only known while running. Falls back to English, then to the key itself; each fall is counted.
 * Texts in the parameters are isolated where they hold letters of the other direction.
 */
export function translateLoosely(language: Language, key: string, params: LooseParams = {}): string {
  return format(language, key, params) ?? (language === 'en' ? undefined : format('en', key, params)) ?? key;
}

/** Like `translateLoosely`, but answers `undefined` where no text can be made, so that the caller may choose another. */
export function translateIfPossible(language: Language, key: string, params: LooseParams = {}): string | undefined {
  return format(language, key, params) ?? (language === 'en' ? undefined : format('en', key, params));
}

function format(language: Language, key: string, params: LooseParams): string | undefined {
  const known = compile(language, key);
  if (!known) return trouble({ kind: 'missing-key', language, key });
  const { message, cases } = known;
  try {
    const isolated = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'string' && !cases.has(`${name} ${value}`) ? isolateWhereMixed(language, value) : value,
      ]),
    );
    return String(message.format(isolated));
  } catch {
    return trouble({ kind: 'bad-params', language, key });
  }
}

interface Compiled {
  readonly message: IntlMessageFormat;
  /** The words by which the message tells cases apart, `name word`: they are compared and not shown, so they stay as they are. */
  readonly cases: ReadonlySet<string>;
}

function compile(language: Language, key: string): Compiled | undefined {
  const name = `${language} ${key}`;
  const before = compiled.get(name);
  if (before) return before;
  const text = catalogueOf(language).get(key);
  if (text === undefined) return undefined;
  const message = messageOf(text, language);
  const made = { message, cases: new Set(casesOf(message.getAst())) };
  compiled.set(name, made);
  return made;
}

function casesOf(elements: ReturnType<IntlMessageFormat['getAst']>): string[] {
  return elements.flatMap((element) =>
    'options' in element
      ? Object.entries(element.options).flatMap(([word, { value }]) => [`${element.value} ${word}`, ...casesOf(value)])
      : [],
  );
}

function messageOf(text: string, language: Language): IntlMessageFormat {
  const message = new IntlMessageFormat(text, localeOf(language), undefined, { ignoreTag: true });
  return pseudo ? new IntlMessageFormat(pseudoMessage(message.getAst()), localeOf(language)) : message;
}

function trouble(what: TranslationTrouble): undefined {
  const name = `${what.kind} ${what.language} ${what.key}`;
  troubles.set(name, (troubles.get(name) ?? 0) + 1);
  listener(what);
  return undefined;
}
